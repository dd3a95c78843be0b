package org.wardbell.api.kivicare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.workflows.webhook.Authentication;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.HttpMethod;
import org.wardbell.workflows.webhook.PayloadFormat;
import org.wardbell.workflows.webhook.RetryPolicy;
import org.wardbell.workflows.webhook.WebhookSettings;
import tools.jackson.databind.JsonNode;

@Tag("servers")
class KiviCareImportTest {
  private static final String IMPORT = "/api/v1/webhooks/import/kivicare";

  /** The generation with authentication and retries. */
  private static final String NEW =
      """
      {"id": 7, "name": "Slack", "module_name": "appointment", "event_name": "kc_appointment_book",
       "methods": "POST", "status": 1, "webhook_data": {
        "url": "https://hooks.example.org/services/{{clinic_id}}", "method": "POST",
        "auth_method": "apikey", "auth_config": {"api_key": "key-of-slack-1234", "key_location": "query", "header_name": "k"},
        "content_type": "application/json", "custom_headers": [{"key": "X-A", "value": "{{doctor_name}}"}, {"key": "", "value": ""}],
        "query_params": [{"key": "p", "value": "{{patient_id}}"}],
        "request_body": "{\\"text\\": \\"{{patient_name}} at {{appointment_start_time}}\\"}",
        "timeout": "20", "retry_attempts": 2, "retry_delay": "7", "enable_ssl": true}}
      """;

  /** The first generation, with its data as the table keeps it. */
  private static final String OLD =
      """
      {"id": "3", "name": "SMS", "module_name": "appointment", "event_name": "kc_appointment_update",
       "methods": "PUT", "status": "0", "user_id": "1", "webhook_data":
       "{\\"url\\": \\"https://sms.example.org/send\\", \\"headers\\": [{\\"key\\": \\"X-B\\", \\"value\\": \\"1\\"}], \\"query_parameters\\": [{\\"key\\": \\"q\\", \\"value\\": \\"2\\"}], \\"content_type\\": {\\"value\\": \\"form_data\\", \\"text\\": \\"Form data\\"}, \\"form_data\\": [{\\"key\\": \\"To\\", \\"value\\": \\"{{patient_contact_number}}\\"}]}"}
      """;

  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");

  @Test
  void record_ofTheNewGeneration_isTakenOverAsItIs() {
    JsonNode line = only(imported("", NEW));

    assertThat(line.path("result").asString()).as(line.toString()).isEqualTo("CREATED");
    assertThat(line.has("notes")).isFalse();
    WebhookSettings settings = settings(line);
    assertThat(settings.name()).isEqualTo("Slack");
    assertThat(settings.events()).containsExactly("appointment.booked");
    assertThat(settings.authentication())
        .isEqualTo(new Authentication.ApiKey(Authentication.Place.QUERY, "k", "key-of-slack-1234"));
    assertThat(settings.headers()).containsExactly(new Header("X-A", "{{doctor_name}}"));
    assertThat(settings.query()).containsExactly(new Header("p", "{{patient_id}}"));
    assertThat(settings.payload().body()).contains("{{patient_name}} at");
    assertThat(settings.timeoutSeconds()).isEqualTo(20);
    assertThat(settings.retry()).isEqualTo(RetryPolicy.ofSchedule(List.of(0, 7, 7)));
    assertThat(settings.enabled()).isTrue();
  }

  @Test
  void record_ofTheOldGeneration_isTakenOverWithNotes() {
    JsonNode line = only(imported("", "[" + OLD + "]"));

    assertThat(line.path("result").asString()).as(line.toString()).isEqualTo("CREATED");
    assertThat(line.path("notes").findValuesAsString("field"))
        .containsExactly("webhook_data.retry_attempts");
    WebhookSettings settings = settings(line);
    assertThat(settings.method()).isEqualTo(HttpMethod.PUT);
    assertThat(settings.payload().format()).isEqualTo(PayloadFormat.FORM);
    assertThat(settings.payload().form())
        .containsExactly(new Header("To", "{{patient_contact_number}}"));
    assertThat(settings.headers()).containsExactly(new Header("X-B", "1"));
    assertThat(settings.query()).containsExactly(new Header("q", "2"));
    assertThat(settings.timeoutSeconds()).isEqualTo(60);
    assertThat(settings.retry()).isEqualTo(RetryPolicy.STANDARD);
    assertThat(settings.enabled()).isFalse();
  }

  @Test
  void record_ofTheOldGenerationWithJson_hasItAsItsTemplate() {
    JsonNode line =
        only(
            imported(
                "",
                "{\"name\":\"J\",\"module_name\":\"clinic\",\"event_name\":\"kcpro_clinic_save\",\"methods\":\"POST\","
                    + "\"webhook_data\":{\"url\":\"https://j.example.org\",\"content_type\":{\"value\":\"json_data\"},"
                    + "\"json_data\":{\"tel\":\"{{doctor_admin_contact_number}}\"}}}"));

    assertThat(settings(line).payload().body())
        .isEqualTo("{\"tel\":\"{{clinic_admin_contact_number}}\"}");
    assertThat(line.path("notes").findValuesAsString("change"))
        .contains("{{doctor_admin_contact_number}} becomes {{clinic_admin_contact_number}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "timeout": 900                                                   | webhook_data.timeout | becomes 300
          "retry_attempts": 99                                             | webhook_data.retry_attempts | becomes 10
          "enable_ssl": 0                                                  | webhook_data.enable_ssl | is left out: certificates are always checked
          "colour": "red"                                                  | webhook_data.colour | is left out
          "auth_method": "bearer", "auth_config": {"bearer_token": "t", "foo": "x"} | webhook_data.auth_config.foo | is left out
          "auth_config": {"bearer_token": "t"}                             | webhook_data.auth_config.bearer_token | is left out
          "method": "GET", "request_body": "x"                             | webhook_data.request_body | is left out
          "request_body": ""                                               | webhook_data.request_body | becomes Wardbell's standard envelope in JSON
          "content_type": "application/x-www-form-urlencoded", "request_body": "To={{patient_email}}\\nBody=Hi {{patient_name}}" | webhook_data.request_body | becomes form fields, one for each line
          "custom_headers": {"Content-Type": "application/json"}           | webhook_data.custom_headers | Content-Type becomes content_type
          "query_params": {"s": "{{service_name}}"}                        | webhook_data.query_params | {{service_name}} becomes {{service_names}}
          "auth_method": "bearer", "auth_config": {"bearer_token": "t", "token_expiry": "2026-01-01"} | webhook_data.auth_config.token_expiry | is left out
          "auth_method": "oauth2", "auth_config": "{\\"client_id\\":\\"c\\",\\"client_secret\\":\\"s\\",\\"token_url\\":\\"https://a.example.org/t\\",\\"access_token\\":\\"x\\"}" | webhook_data.auth_config.access_token | is left out, and refresh_token
          """)
  void field_thatIsNotTheSameHere_isToldWithTheReason(String more, String field, String change) {
    JsonNode line = only(imported("", record(more)));

    assertThat(line.path("result").asString()).as(line.toString()).isEqualTo("CREATED");
    JsonNode note =
        line.path("notes")
            .valueStream()
            .filter(each -> each.path("field").asString().equals(field))
            .findFirst()
            .orElseThrow(() -> new AssertionError(line.toString()));
    assertThat(note.path("change").asString()).isEqualTo(change);
    assertThat(note.path("why").asString()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "auth_method": "kerberos"                          | webhook_data.auth_method
          "request_body": "{{doctor_zoom_api_secret}}"       | webhook_data.request_body
          "request_body": "{\\"a\\": \\"{{no_such_variable}}\\"}"  | webhook_data.request_body
          "auth_method": "basic", "auth_config": {"username": "a:b", "password": ""} | webhook_data.auth_config.username
          "auth_method": "hmac", "auth_config": {"hmac_access_key": "a", "hmac_secret_key": "s", "hmac_algorithm": "ROT13"} | webhook_data.auth_config.hmac_algorithm
          "auth_method": "apikey", "auth_config": {"api_key": "k", "key_location": "cookie"} | webhook_data.auth_config.key_location
          "url": "http://plain.example.org"                  | webhook_data.url
          "method": "TRACE"                                  | webhook_data.method
          "query_params": [{"key": "", "value": ""}, {"key": "p", "value": "{{no_such_variable}}"}] | webhook_data.query_params[1].value
          "url": ""                                          | webhook_data.url
          "custom_headers": [{"key": "Host", "value": "x"}]  | webhook_data.custom_headers[0].key
          "custom_headers": [{"key": "Content-Type", "value": "text/plain"}, {"key": "X-A", "value": "{{no_such_variable}}"}] | webhook_data.custom_headers[1].value
          """)
  void record_thatCannotBeTaken_isRefusedWithTheFieldAndTheFix(String more, String field) {
    JsonNode report = imported("", "[" + record(more) + "," + NEW + "]");

    assertThat(report.path("lines").findValuesAsString("result"))
        .containsExactly("REFUSED", "CREATED");
    JsonNode problem = report.at("/lines/0/problems/0");
    assertThat(problem.path("field").asString()).as(report.toString()).isEqualTo(field);
    assertThat(problem.path("fix").asString()).isNotBlank();
  }

  @Test
  void authentications_ofKiviCare_areOurs() {
    assertThat(
            authentication(
                "hmac",
                "{\"hmac_access_key\":\"a\",\"hmac_secret_key\":\"s\",\"hmac_algorithm\":\"HMAC-SHA256\",\"hmac_signature_location\":\"query\",\"hmac_header_param_name\":\"sig\"}"))
        .isEqualTo(new Authentication.Hmac("a", "s", "SHA256", Authentication.Place.QUERY, "sig"));
    assertThat(authentication("hmac", "{\"hmac_access_key\":\"a\",\"hmac_secret_key\":\"s\"}"))
        .isEqualTo(
            new Authentication.Hmac(
                "a", "s", "SHA256", Authentication.Place.HEADER, "X-Signature"));
    assertThat(authentication("basic", "{\"username\":\"u\",\"password\":\"p\"}"))
        .isEqualTo(new Authentication.Basic("u", "p"));
    assertThat(authentication("bearer", "{\"bearer_token\":\"t\",\"token_type\":\"JWT\"}"))
        .isEqualTo(new Authentication.Bearer("JWT", "t"));
    assertThat(authentication("apikey", "{\"api_key\":\"k\"}"))
        .isEqualTo(new Authentication.ApiKey(Authentication.Place.HEADER, "Authorization", "k"));
    assertThat(
            authentication(
                "oauth2",
                "{\"client_id\":\"c\",\"client_secret\":\"s\",\"auth_url\":\"https://a.example.org/auth\",\"token_url\":\"https://a.example.org/t\",\"scopes\":\"a b\"}"))
        .isInstanceOfSatisfying(
            Authentication.OAuth2.class,
            oauth2 -> {
              assertThat(oauth2.grant()).isEqualTo(Authentication.Grant.AUTHORIZATION_CODE);
              assertThat(oauth2.scopes()).containsExactly("a", "b");
            });
  }

  @Test
  void list_insideAnAnswerOfKiviCare_isFound_andADryRunKeepsNothing() {
    String answer =
        "{\"status\":true,\"data\":{\"data\":[" + NEW + "," + OLD + "],\"pagination\":{}}}";
    String other = Clinics.key(Clinics.make(), "ADMIN");

    assertThat(imported("?dry_run=true", answer).path("created").asInt()).isEqualTo(2);
    assertThat(Call.to("/api/v1/webhooks", key).get().json().path("data")).isEmpty();
    assertThat(imported("", answer).path("created").asInt()).isEqualTo(2);
    assertThat(imported("", answer).path("unchanged").asInt()).isEqualTo(2);
    assertThat(Call.to("/api/v1/webhooks", other).get().json().path("data")).isEmpty();
  }

  @Test
  void event_thatWasNotChosen_becomesTheWholeModule() {
    String record =
        record("\"timeout\": 30")
            .replace("\"event_name\":\"kc_appointment_book\",", "")
            .replace("\"appointment\"", "\"billing\"");

    JsonNode line = only(imported("", record));

    assertThat(settings(line).events()).containsExactly("bill.*");
    assertThat(line.path("notes").findValuesAsString("field")).contains("event_name");
  }

  @Test
  void plainHttp_withLeave_isKept() {
    JsonNode line =
        only(imported("?allow_http=true", record("\"url\": \"http://plain.example.org\"")));

    assertThat(settings(line).allowHttp()).isTrue();
  }

  @Test
  void file_withoutRecords_isRefused() {
    for (String file : List.of("{}", "[]", "{\"data\":{}}", "{\"format\":\"wardbell/webhooks\"}")) {
      assertThat(Call.to(IMPORT, key).post(file).field()).isEqualTo("webhooks");
    }
  }

  private Authentication authentication(String method, String config) {
    String name = UUID.randomUUID().toString();
    String record =
        record("\"auth_method\": \"" + method + "\", \"auth_config\": " + config)
            .replace("Bill", name);
    return settings(only(imported("", record))).authentication();
  }

  private static String record(String more) {
    String url = more.contains("\"url\"") ? "" : "\"url\": \"https://bill.example.org\", ";
    return "{\"name\":\"Bill\",\"module_name\":\"appointment\",\"event_name\":\"kc_appointment_book\",\"status\":1,\"webhook_data\":{"
        + url
        + more
        + "}}";
  }

  private JsonNode imported(String query, String file) {
    Call.Answer answer = Call.to(IMPORT + query, key).post(file);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static JsonNode only(JsonNode report) {
    assertThat(report.path("lines").size()).isEqualTo(1);
    return report.at("/lines/0");
  }

  private static WebhookSettings settings(JsonNode line) {
    ApiServer server = ApiServer.shared();
    assertThat(line.has("webhook_id")).as(line.toString()).isTrue();
    return server
        .bean(WebhookStore.class)
        .find(server.bean(DSLContext.class), UUID.fromString(line.path("webhook_id").asString()))
        .orElseThrow()
        .webhook()
        .settings();
  }
}

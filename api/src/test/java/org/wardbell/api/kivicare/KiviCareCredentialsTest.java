package org.wardbell.api.kivicare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/** The places where an import finds credentials, and what it says where there are none. */
@Tag("servers")
class KiviCareCredentialsTest {
  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "auth_method": "basic", "username": "u", "password": "p" | webhook_data.auth_config.username
          "auth_method": "basic", "auth_config": {"username": "u"} | webhook_data.auth_config.password
          "auth_method": "basic", "auth_config": {"username": "", "password": ""} | webhook_data.auth_config.username
          "auth_method": "bearer", "auth_config": {"token": "t"}   | webhook_data.auth_config.bearer_token
          "auth_method": "apikey", "auth_config": []               | webhook_data.auth_config.api_key
          "auth_method": "hmac", "auth_config": {"hmac_access_key": "a"} | webhook_data.auth_config.hmac_secret_key
          "auth_method": "oauth2", "auth_config": {"client_id": "c", "token_url": "https://a.example.org/t"} | webhook_data.auth_config.client_secret
          """)
  void record_withoutItsCredential_isRefusedUnderKiviCaresName(String more, String field) {
    JsonNode line = imported(record(more)).at("/lines/0");

    assertThat(line.path("result").asString()).isEqualTo("REFUSED");
    JsonNode problem = line.at("/problems/0");
    assertThat(problem.path("field").asString()).as(line.toString()).isEqualTo(field);
    assertThat(problem.path("fix").asString()).contains("credential");
    String other = Clinics.key(Clinics.make(), "ADMIN");
    assertThat(Call.to("/api/v1/webhooks", key).get().json().path("data")).isEmpty();
    assertThat(Call.to("/api/v1/webhooks", other).get().json().path("data")).isEmpty();
  }

  @Test
  void password_thatIsEmptyInTheFile_isTakenOver() {
    JsonNode line =
        imported(
                record(
                    "\"auth_method\": \"basic\", \"auth_config\": {\"username\": \"key\", \"password\": \"\"}"))
            .at("/lines/0");

    assertThat(line.path("result").asString()).as(line.toString()).isEqualTo("CREATED");
  }

  @Test
  void field_besideTheRecordsOwn_isToldWithItsPlace() {
    JsonNode line =
        imported(record("\"timeout\": 30").replaceFirst("\\{", "{\"retry_delay\":9,"))
            .at("/lines/0");

    assertThat(line.path("notes").findValuesAsString("field")).contains("retry_delay");
    assertThat(line.path("notes").findValuesAsString("why"))
        .contains("Its place is in webhook_data.");
  }

  /** The example that the documents show is taken over as it is. */
  @Test
  void example_ofTheDocuments_isTakenOverWithoutNotes() throws IOException {
    String page = Files.readString(Path.of("../docs/kivicare.md"));
    Matcher example = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(example.find()).isTrue();

    JsonNode report = imported(example.group(1));

    assertThat(report.path("lines")).isNotEmpty();
    for (JsonNode line : report.path("lines")) {
      assertThat(line.path("result").asString()).as(line.toString()).isEqualTo("CREATED");
      assertThat(line.has("notes")).as(line.toString()).isFalse();
    }
  }

  private static String record(String more) {
    return "{\"name\":\"Bill\",\"module_name\":\"appointment\",\"event_name\":\"kc_appointment_book\",\"status\":1,"
        + "\"webhook_data\":{\"url\":\"https://bill.example.org\","
        + more
        + "}}";
  }

  private JsonNode imported(String file) {
    Call.Answer answer = Call.to("/api/v1/webhooks/import/kivicare", key).post(file);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }
}

package org.wardbell.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.AUDIT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.webhook.WebhookSealing;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.workflows.webhook.Authentication;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.WebhookSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Tag("servers")
class AuthenticationTest {
  private static final String WEBHOOKS = "/api/v1/webhooks";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'none'}",
        "{'type':'api_key','in':'query','name':'k','key':'very-secret-0001'}",
        "{'type':'basic','username':'u','password':'very-secret-0002'}",
        "{'type':'bearer','prefix':'Token','token':'very-secret-0003'}",
        "{'type':'jwt','algorithm':'HS256','key':'very-secret-0004-0123456789abcdef','claims':{'a':[1]}}",
        "{'type':'oauth2','token_url':'https://a.example/t','client_id':'c','client_secret':'very-secret-0005',"
            + "'scopes':['x'],'client_authentication':'basic'}",
        "{'type':'hmac','access_key':'a','secret':'very-secret-0006','algorithm':'md5','in':'query','name':'s'}"
      })
  void webhook_ofEachType_isMaskedAndKeptWhenItsMaskComesBack(String json) {
    JsonNode made = made(webhook("https://crm.example/in", json));
    assertThat(made.toString()).doesNotContain("very-secret");

    ObjectNode again = requestOf(made);
    again.put("name", "Renamed").put("url", "https://CRM.example/other/{{event_type}}");
    Call.Answer changed = put(made, again);

    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.json().path("authentication")).isEqualTo(made.path("authentication"));
    assertThat(kept(made).authentication()).isEqualTo(original(json));
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.example/in",
    "http://crm.example/in",
    "https://crm.example:8443/in",
    "https://crm.example.evil.example/in",
    "https://crm.example{{event_type}}/in"
  })
  void change_ofTheServerWithAMaskedCredential_isRefused(String url) {
    JsonNode made =
        made(
            webhook(
                "https://crm.example/in",
                "{'type':'bearer','token':'very-secret-0003'}",
                "'headers':[{'name':'X-Token','value':'very-secret-0007'}],"
                    + "'query':[{'name':'key','value':'very-secret-0008'}],"));

    Call.Answer refused = put(made, requestOf(made).put("url", url).put("allow_http", true));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("errors").findValuesAsString("field"))
        .contains("authentication.token", "headers[0].value", "query[0].value");
    assertThat(kept(made).url()).isEqualTo("https://crm.example/in");
  }

  @Test
  void change_ofTheTokenServerWithAMaskedSecret_isRefused() {
    JsonNode made =
        made(
            webhook(
                "https://crm.example/in",
                "{'type':'oauth2','token_url':'https://a.example/t','client_id':'c','client_secret':'very-secret-0005'}"));
    ObjectNode moved = requestOf(made);
    ((ObjectNode) moved.get("authentication")).put("token_url", "https://evil.example/t");

    Call.Answer refused = put(made, moved);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("errors").findValuesAsString("field"))
        .containsExactly("authentication.client_secret");
  }

  @Test
  void change_ofTheTypeWithAMaskedCredential_isRefused() {
    JsonNode made =
        made(
            webhook(
                "https://crm.example/in",
                "{'type':'hmac','access_key':'a','secret':'very-secret-0006'}"));
    ObjectNode changed = requestOf(made);
    changed.set("authentication", json("{'type':'bearer','token':'" + "••••0006" + "'}"));

    assertThat(put(made, changed).json().path("errors").findValuesAsString("field"))
        .containsExactly("authentication.token");
  }

  @Test
  void change_ofACredentialWithTheServer_isTaken() {
    JsonNode made =
        made(webhook("https://crm.example/in", "{'type':'bearer','token':'very-secret-0003'}"));
    ObjectNode moved = requestOf(made).put("url", "https://new.example/in");
    moved.set("authentication", json("{'type':'bearer','token':'another-secret-1'}"));

    assertThat(put(made, moved).status()).isEqualTo(200);
    assertThat(kept(made).authentication())
        .isEqualTo(new Authentication.Bearer("Bearer", "another-secret-1"));
    assertThat(audited(made)).contains("authentication", "url").doesNotContain("secret-");
  }

  @Test
  void headers_withAMaskAndTheSameServer_stayAsTheyAre() {
    JsonNode made =
        made(
            webhook(
                "https://crm.example/in",
                "{'type':'none'}",
                "'headers':[{'name':'X-Token','value':'very-secret-0007'}],"));

    assertThat(put(made, requestOf(made)).status()).isEqualTo(200);
    assertThat(kept(made).headers()).containsExactly(new Header("X-Token", "very-secret-0007"));
  }

  @Test
  void fieldOfAnotherType_isNamed() {
    Call.Answer refused =
        Call.to(WEBHOOKS)
            .post(webhook("https://crm.example/in", "{'type':'basic','token':'x'}").toString());

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("errors").findValuesAsString("field"))
        .containsExactlyInAnyOrder(
            "authentication.username", "authentication.password", "authentication.token");
  }

  private static ObjectNode webhook(String url, String authentication) {
    return webhook(url, authentication, "");
  }

  private static ObjectNode webhook(String url, String authentication, String more) {
    return json(
        "{'name':'CRM','url':'"
            + url
            + "','events':['*'],"
            + more
            + "'authentication':"
            + authentication
            + "}");
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
  }

  private static JsonNode made(ObjectNode webhook) {
    Call.Answer made = Call.to(WEBHOOKS).post(webhook.toString());
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json();
  }

  /** Returns the request by which a person who has read a webhook would change it. */
  private static ObjectNode requestOf(JsonNode shown) {
    ObjectNode request = JSON.createObjectNode();
    for (String field :
        new String[] {"name", "url", "events", "headers", "query", "authentication"}) {
      request.set(field, shown.path(field));
    }
    return request;
  }

  private static Call.Answer put(JsonNode made, ObjectNode request) {
    return Call.to(WEBHOOKS + "/" + made.path("id").asString()).put(request.toString());
  }

  private static WebhookSettings kept(JsonNode made) {
    ApiServer server = ApiServer.shared();
    return server
        .bean(WebhookSealing.class)
        .open(
            server
                .bean(DSLContext.class)
                .selectFrom(WEBHOOK)
                .where(WEBHOOK.ID.eq(UUID.fromString(made.path("id").asString())))
                .fetchSingle())
        .settings();
  }

  private static Authentication original(String json) {
    return kept(made(webhook("https://crm.example/in", json))).authentication();
  }

  private static String audited(JsonNode made) {
    return ApiServer.shared()
        .bean(DSLContext.class)
        .select(AUDIT.DETAIL)
        .from(AUDIT)
        .where(AUDIT.TARGET.eq("webhook/" + made.path("id").asString()))
        .fetch(AUDIT.DETAIL)
        .toString();
  }
}

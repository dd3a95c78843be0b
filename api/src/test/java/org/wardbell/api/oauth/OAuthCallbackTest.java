package org.wardbell.api.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The api's half of the way; the parts that need a worker are tested beside the worker's half. */
@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OAuthCallbackTest {
  private static final String WEBHOOK =
      """
      {"name":"CRM","url":"https://crm.example/in","events":["*"],"authentication":
       {"type":"oauth2","grant":"%s",%s"token_url":"https://a.example/token",
        "client_id":"wardbell","client_secret":"very-secret-0005","scopes":["crm"]}}""";

  private final HttpClient client = HttpClient.newHttpClient();
  private ApiServer server;

  @BeforeAll
  void start() {
    server = ApiServer.start(Map.of("wardbell.public-url", "https://wardbell.example/base/"));
  }

  @AfterAll
  void stop() {
    client.close();
    server.stop();
  }

  @Test
  void start_ofAWebhookWithConsent_namesThePageAndWhereItLeadsBack() throws Exception {
    String url = left(ticket()).url();
    assertThat(url)
        .startsWith("https://a.example/authorize?response_type=code&client_id=wardbell")
        .contains("redirect_uri=https%3A%2F%2Fwardbell.example%2Fbase%2Foauth%2Fcallback")
        .contains("scope=crm", "code_challenge_method=S256")
        .doesNotContain("very-secret");
  }

  @Test
  void start_ofAWebhookWithoutConsent_isAConflict() throws Exception {
    String id = made(WEBHOOK.formatted("client_credentials", ""));

    assertThat(send("POST", "/api/v1/webhooks/" + id + "/oauth/start", "").statusCode())
        .isEqualTo(409);
  }

  @Test
  void start_withoutAPublicUrl_saysWhatToSet() {
    String id = Call.to("/api/v1/webhooks").post(consenting()).json().path("id").asString();

    Call.Answer refused = Call.to("/api/v1/webhooks/" + id + "/oauth/start").post("");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("WARDBELL_PUBLIC_URL");
  }

  @Test
  void webhook_withConsentMissing_showsThatItIsNotConnected() throws Exception {
    String id = made(consenting());

    JsonNode oauth = json(send("GET", "/api/v1/webhooks/" + id, "")).path("oauth");

    assertThat(oauth.path("connected").asBoolean()).isFalse();
    assertThat(send("POST", "/api/v1/webhooks/" + id + "/oauth/disconnect", "").statusCode())
        .isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?code=c", "?state=unknown&code=c", "?state=%3Cscript%3E&error=x"})
  void callback_withoutAStateOfOurs_saysNothingAboutAnybody(String query) throws Exception {
    HttpResponse<String> page = callback(query);

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body()).contains("Not connected").doesNotContain("<script", "unknown");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'");
    assertThat(page.headers().allValues("Content-Security-Policy")).hasSize(1);
    assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(page.headers().firstValue("Referrer-Policy").orElse("")).isEqualTo("no-referrer");
  }

  @Test
  void callback_withARefusal_repeatsOnlyAKnownKindOfWord() throws Exception {
    assertThat(callback(left(ticket()), "&error=access_denied").body()).contains("access_denied");
    assertThat(
            callback(left(ticket()), "&error=%3Cimg%20src=x%3E&error_description=evil-text").body())
        .doesNotContain("<img", "evil-text");
  }

  @Test
  void callback_withNoWorker_saysSo_andTheStateIsSpent() throws Exception {
    Left left = left(ticket());

    HttpResponse<String> first = callback(left, "&code=c");

    assertThat(first.statusCode()).isEqualTo(503);
    assertThat(callback(left, "&code=c").statusCode()).isEqualTo(400);
  }

  @Test
  void callback_inAnotherBrowser_isRefused_andTheStateIsNotSpent() throws Exception {
    Left left = left(ticket());
    Left other = left(ticket());

    assertThat(callback(new Left(left.url(), ""), "&code=c").statusCode()).isEqualTo(400);
    assertThat(callback(new Left(left.url(), other.cookie()), "&code=c").statusCode())
        .isEqualTo(400);
    assertThat(callback(left, "&code=c").statusCode()).isEqualTo(503);
  }

  @Test
  void begin_saysWhatIsConnected_andSetsNothingYet() throws Exception {
    HttpResponse<String> page = get("/oauth/begin?ticket=" + ticket(), "");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("CRM", "https://a.example", "https://crm.example", "method=\"post\"")
        .doesNotContain("<script");
    assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("same-origin");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("frame-ancestors 'none'");
  }

  @ParameterizedTest
  @CsvSource({
    ",",
    "https://evil.example,",
    "null,",
    "https://wardbell.example,cross-site",
    "https://wardbell.example,none"
  })
  void begin_sentByAnotherPage_isRefused(String origin, String site) throws Exception {
    HttpResponse<String> away = leave(ticket(), origin, site);

    assertThat(away.statusCode()).isEqualTo(403);
    assertThat(away.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void begin_afterTheWebhookWasPointedElsewhere_isRefused() throws Exception {
    String id = made(consenting());
    String ticket = ticket(id);
    assertThat(
            send(
                    "PUT",
                    "/api/v1/webhooks/" + id,
                    consenting().replace("crm.example", "evil.example"))
                .statusCode())
        .isEqualTo(200);

    assertThat(get("/oauth/begin?ticket=" + ticket, "").statusCode()).isEqualTo(400);
    assertThat(leave(ticket, "https://wardbell.example", "same-origin").statusCode())
        .isEqualTo(400);
  }

  @Test
  void begin_withAnUnknownTicket_isRefused() throws Exception {
    assertThat(get("/oauth/begin?ticket=" + "x".repeat(43), "").statusCode()).isEqualTo(400);
    assertThat(get("/oauth/begin?ticket=%3Cscript%3E", "").body()).doesNotContain("<script");
    assertThat(get("/oauth/begin", "").statusCode()).isEqualTo(400);
  }

  /** A browser that has left for the authorization server. */
  private record Left(String url, String cookie) {
    String state() {
      return url.replaceAll(".*[?&]state=([^&]+).*", "$1");
    }
  }

  private Left left(String ticket) throws Exception {
    HttpResponse<String> away = leave(ticket, "https://wardbell.example", null);
    assertThat(away.statusCode()).as(away.body()).isEqualTo(303);
    String cookie = away.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie)
        .startsWith("__Host-wardbell-oauth-")
        .contains("; Secure", "; HttpOnly", "; SameSite=Lax", "Path=/;");
    String url = away.headers().firstValue("Location").orElseThrow();
    assertThat(url).doesNotContain(ticket);
    return new Left(url, cookie.substring(0, cookie.indexOf(';')));
  }

  private HttpResponse<String> leave(String ticket, String origin, String site) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.url().resolve("/oauth/begin"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("ticket=" + ticket));
    if (origin != null) {
      request.header("Origin", origin);
    }
    if (site != null) {
      request.header("Sec-Fetch-Site", site);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String ticket() throws Exception {
    return ticket(made(consenting()));
  }

  private String ticket(String id) throws Exception {
    HttpResponse<String> begun = send("POST", "/api/v1/webhooks/" + id + "/oauth/start", "");
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
    String page = json(begun).path("authorization_url").asString();
    assertThat(page).startsWith("https://wardbell.example/base/oauth/begin?ticket=");
    return page.substring(page.indexOf('=') + 1);
  }

  private static String consenting() {
    return WEBHOOK.formatted(
        "authorization_code", "\"authorization_url\":\"https://a.example/authorize\",");
  }

  private String made(String webhook) throws Exception {
    HttpResponse<String> made = send("POST", "/api/v1/webhooks", webhook);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return json(made).path("id").asString();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.builder().build().readTree(answer.body());
  }

  private HttpResponse<String> callback(String query) throws Exception {
    return get("/oauth/callback" + query, "");
  }

  private HttpResponse<String> callback(Left left, String query) throws Exception {
    return get("/oauth/callback?state=" + left.state() + query, left.cookie());
  }

  private HttpResponse<String> get(String path, String cookie) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.url().resolve(path));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(server.url().resolve(path))
            .header("Authorization", "Bearer " + ApiServer.ADMINISTRATOR_KEY)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}

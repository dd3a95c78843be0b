package org.wardbell.simulator.google;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.google.oauth.Scopes;
import org.wardbell.simulator.http.Query;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The way through the consent page, as Google's guides "Using OAuth 2.0 for Web Server
 * Applications" and "OpenID Connect" describe it, with RFC 6749 and RFC 7636. Sentences of errors
 * are those that users report.
 */
class ConsentPageTest {
  private static final String DOCTOR = "doctor@example.org";
  private static final String CLIENT = "web";
  private static final String SECRET = "web-secret";
  private static final String BACK = "https://clinic.example/calendar/callback";
  private static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-0";
  private static final String SCOPES =
      String.join(" ", Scopes.OPENID, Scopes.CALENDAR_EVENTS, Scopes.CALENDAR_READONLY);

  private GoogleCalendarSimulator google;
  private AccountHolder doctor;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws IOException {
    google = GoogleCalendarSimulator.start(0);
    google.addAccount(DOCTOR);
    google.addAccount("other@example.org");
    google.registerClient(CLIENT, SECRET, BACK);
    doctor = new AccountHolder(DOCTOR);
  }

  @AfterEach
  void stop() {
    doctor.close();
    google.close();
    http.shutdownNow();
  }

  @Test
  void page_showsAccountsScopesAndWho() throws Exception {
    String page = get(page("")).body();

    assertThat(page)
        .contains(CLIENT, DOCTOR, "other@example.org", Scopes.CALENDAR_EVENTS)
        .contains("View and edit events on all your calendars");
  }

  @Test
  void mistakes_areShown_andNobodyIsSentToTheRedirectAddress() throws Exception {
    assertThat(get(page("&client_id=unknown")).statusCode()).isEqualTo(401);
    HttpResponse<String> elsewhere = get(page("&redirect_uri=https%3A%2F%2Fevil.example"));
    assertThat(elsewhere.statusCode()).isEqualTo(400);
    assertThat(elsewhere.body()).contains("redirect_uri_mismatch").doesNotContain("evil.example");
    assertThat(get(page("&scope=nonsense")).body()).contains("invalid_scope");
    assertThat(get(page("&response_type=token")).body()).contains("invalid_request");
  }

  @Test
  void denial_isAccessDenied_withTheState() throws Exception {
    Query back = Query.parse(doctor.deny(page("")).getRawQuery());

    assertThat(back.get("error")).isEqualTo("access_denied");
    assertThat(back.get("state")).isEqualTo("s t");
    assertThat(back.get("code")).isNull();
  }

  @Test
  void consent_offlineWithPrompt_givesTokensAndTheAccountsNumber() throws Exception {
    JsonNode tokens = json(exchange(code(""), VERIFIER, BACK, SECRET));

    assertThat(tokens.path("refresh_token").asString()).startsWith("1//");
    assertThat(tokens.path("scope").asString()).isEqualTo(SCOPES);
    JsonNode claims =
        JsonMapper.shared()
            .readTree(
                Base64.getUrlDecoder().decode(tokens.path("id_token").asString().split("\\.")[1]));
    assertThat(claims.path("sub").asString()).isEqualTo(google.subject(DOCTOR));
    assertThat(claims.path("aud").asString()).isEqualTo(CLIENT);
    assertThat(claims.path("email").isMissingNode()).isTrue();
  }

  /** "The refresh token is only returned on the first authorization", unless prompt=consent. */
  @Test
  void refreshToken_comesWithOfflineOnly_andAgainOnlyWithPromptConsent() throws Exception {
    assertThat(refreshToken("&access_type=online")).isEmpty();
    assertThat(refreshToken("&prompt=")).isNotEmpty();
    assertThat(refreshToken("&prompt=")).isEmpty();
    assertThat(refreshToken("")).isNotEmpty();
  }

  @Test
  void code_isGoodOnce_andForItsClientAddressAndVerifierOnly() throws Exception {
    google.registerClient("another", "another-secret", BACK);
    String code = code("");
    assertThat(json(exchange(code, VERIFIER, BACK, SECRET)).has("access_token")).isTrue();
    assertThat(error(exchange(code, VERIFIER, BACK, SECRET))).isEqualTo("invalid_grant");
    assertThat(error(exchange(code(""), "", BACK, SECRET))).isEqualTo("invalid_grant");
    assertThat(error(exchange(code(""), "wrong", BACK, SECRET))).isEqualTo("invalid_grant");
    assertThat(error(exchange(code(""), VERIFIER, BACK + "/x", SECRET)))
        .isEqualTo("redirect_uri_mismatch");
    assertThat(error(exchange(code(""), VERIFIER, BACK, "wrong"))).isEqualTo("invalid_client");
    assertThat(error(post("/token", form("another", "another-secret", code(""), VERIFIER, BACK))))
        .isEqualTo("invalid_grant");
    google.codeLife(Duration.ofMillis(-1));
    assertThat(error(exchange(code(""), VERIFIER, BACK, SECRET))).isEqualTo("invalid_grant");
  }

  @Test
  void refreshToken_ofAnotherClient_isRefused() throws Exception {
    String token = refreshToken("");

    HttpResponse<String> refused =
        post(
            "/token",
            "grant_type=refresh_token&client_id=client&client_secret=secret&refresh_token="
                + URLEncoder.encode(token, StandardCharsets.UTF_8));

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(error(refused)).isEqualTo("unauthorized_client");
  }

  /** "Granular consent": a person may leave scopes out; the answer lists what was granted. */
  @Test
  void scopeThatWasLeftOut_isNotGranted_andItsCallsAre403() throws Exception {
    URI back = doctor.allow(page(""), Set.of(Scopes.CALENDAR_EVENTS));
    String code = Query.parse(back.getRawQuery()).get("code", "");
    JsonNode tokens = json(exchange(code, VERIFIER, BACK, SECRET));

    assertThat(tokens.path("scope").asString()).doesNotContain(Scopes.CALENDAR_EVENTS);
    String access = tokens.path("access_token").asString();
    assertThat(call("GET", "calendars/primary/events", access).statusCode()).isEqualTo(200);
    assertThat(call("GET", "users/me/calendarList", access).statusCode()).isEqualTo(200);
    HttpResponse<String> write = call("POST", "calendars/primary/events", access);
    assertThat(write.statusCode()).isEqualTo(403);
    assertThat(write.body()).contains("insufficientPermissions");
  }

  /** A revocation ends every token of the account and the client, not those of other clients. */
  @Test
  void revocation_byOneToken_endsAllOfThatClient() throws Exception {
    String first = refreshToken("");
    String second = refreshToken("");
    String byHand = google.grant(DOCTOR);

    assertThat(post("/revoke?token=" + first, "").statusCode()).isEqualTo(200);

    assertThat(post("/revoke?token=" + second, "").statusCode()).isEqualTo(400);
    assertThat(post("/revoke?token=" + byHand, "").statusCode()).isEqualTo(200);
  }

  private String refreshToken(String further) throws Exception {
    return json(exchange(code(further), VERIFIER, BACK, SECRET)).path("refresh_token").asString("");
  }

  private String code(String further) throws Exception {
    return Query.parse(doctor.allow(page(further)).getRawQuery()).get("code", "");
  }

  /** Returns the page's address; of a repeated parameter the last one counts here. */
  private URI page(String further) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
    return URI.create(
        google.authorizationUrl()
            + "?response_type=code&access_type=offline&prompt=consent&state=s+t&client_id="
            + CLIENT
            + "&redirect_uri="
            + URLEncoder.encode(BACK, StandardCharsets.UTF_8)
            + "&scope="
            + URLEncoder.encode(SCOPES, StandardCharsets.UTF_8)
            + "&code_challenge_method=S256&code_challenge="
            + Base64.getUrlEncoder().withoutPadding().encodeToString(digest)
            + further);
  }

  private HttpResponse<String> exchange(
      String code, String verifier, String redirect, String secret) throws Exception {
    return post("/token", form(CLIENT, secret, code, verifier, redirect));
  }

  private static String form(
      String client, String secret, String code, String verifier, String redirect) {
    return "grant_type=authorization_code&client_id="
        + client
        + "&client_secret="
        + secret
        + "&code="
        + URLEncoder.encode(code, StandardCharsets.UTF_8)
        + "&code_verifier="
        + verifier
        + "&redirect_uri="
        + URLEncoder.encode(redirect, StandardCharsets.UTF_8);
  }

  private static String error(HttpResponse<String> answer) {
    return json(answer).path("error").asString("");
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private HttpResponse<String> call(String method, String path, String access) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(google.rootUrl() + "calendar/v3/" + path))
            .header("Authorization", "Bearer " + access)
            .method(method, BodyPublishers.ofString(method.equals("POST") ? "{}" : ""))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(URI address) throws Exception {
    return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String form) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(google.url() + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }
}

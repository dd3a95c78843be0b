package org.wardbell.simulator.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.services.calendar.Calendar;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.google.api.ApiMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TokenTest {

  private static final String DOCTOR = "doctor@example.org";

  private GoogleCalendarSimulator google;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws IOException {
    google = GoogleCalendarSimulator.start(0);
    google.addAccount(DOCTOR);
  }

  @AfterEach
  void stop() {
    google.close();
    http.shutdownNow();
  }

  @Test
  void revokedAccess_nextRefresh_isInvalidGrant() throws Exception {
    String refreshToken = google.grant(DOCTOR);
    GoogleClient.connect(google, refreshToken).events().list(DOCTOR).execute();

    google.revokeAccess(DOCTOR);

    Throwable failure =
        catchThrowable(
            () -> GoogleClient.connect(google, refreshToken).events().list(DOCTOR).execute());
    assertThat(failure).hasStackTraceContaining("invalid_grant");
    assertThat(google.count(ApiMethod.EVENTS_LIST)).isEqualTo(1);
  }

  @Test
  void expiredAccessToken_client_refreshesOnceAndGoesOn() throws Exception {
    Calendar client = GoogleClient.connect(google, google.grant(DOCTOR));
    client.events().list(DOCTOR).execute();

    google.expireAccessTokens();
    client.events().list(DOCTOR).execute();

    assertThat(google.count(ApiMethod.OAUTH_TOKEN)).isEqualTo(2);
    assertThat(google.calls().stream().filter(call -> call.status() == 401)).hasSize(1);
  }

  @Test
  void youngAccessToken_outlivesTheEndOfOlderOnes() throws Exception {
    Calendar client = GoogleClient.connect(google, google.grant(DOCTOR));
    client.events().list(DOCTOR).execute();

    google.expireAccessTokens(Duration.ofHours(1));
    client.events().list(DOCTOR).execute();
    assertThat(google.count(ApiMethod.OAUTH_TOKEN)).isEqualTo(1);

    google.expireAccessTokens(Duration.ZERO);
    client.events().list(DOCTOR).execute();
    assertThat(google.count(ApiMethod.OAUTH_TOKEN)).isEqualTo(2);
  }

  @Test
  void accessToken_olderThanItsLife_is401() throws Exception {
    google.accessTokenLife(Duration.ZERO);
    Calendar client = GoogleClient.connect(google, google.grant(DOCTOR));

    var failure =
        catchThrowableOfType(
            GoogleJsonResponseException.class, () -> client.events().list(DOCTOR).execute());

    assertThat(failure.getStatusCode()).isEqualTo(401);
    assertThat(GoogleClient.reason(failure)).isEqualTo("authError");
  }

  @Test
  void authorizationCode_isGoodOnce_andGivesARefreshToken() throws Exception {
    String form =
        "grant_type=authorization_code&client_id=client&client_secret=secret&code="
            + google.authorizationCode(DOCTOR);

    JsonNode granted = json(post("/token", form));
    assertThat(granted.get("token_type").asString()).isEqualTo("Bearer");
    assertThat(granted.get("expires_in").asInt()).isEqualTo(3_599);
    String refreshToken = granted.get("refresh_token").asString();
    GoogleClient.connect(google, refreshToken).events().list(DOCTOR).execute();

    HttpResponse<String> again = post("/token", form);
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(json(again).get("error").asString()).isEqualTo("invalid_grant");
  }

  @Test
  void revoke_byToken_endsTheGrant() throws Exception {
    String refreshToken = google.grant(DOCTOR);

    assertThat(post("/revoke?token=" + refreshToken, "").statusCode()).isEqualTo(200);
    assertThat(post("/revoke?token=" + refreshToken, "").statusCode()).isEqualTo(400);
  }

  @Test
  void token_withoutItsClientOrGrantType_saysWhich() throws Exception {
    assertThat(json(post("/token", "grant_type=refresh_token")).get("error").asString())
        .isEqualTo("invalid_client");
    HttpResponse<String> wrongSecret = post("/token", "client_id=client&client_secret=guess");
    assertThat(wrongSecret.statusCode()).isEqualTo(401);
    assertThat(json(wrongSecret).get("error").asString()).isEqualTo("invalid_client");
    assertThat(
            json(post("/token", "client_id=client&client_secret=secret")).get("error").asString())
        .isEqualTo("unsupported_grant_type");
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
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

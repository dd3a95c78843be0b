package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.OAUTH_TOKEN;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.activities.authentication.OAuthConnections;
import org.wardbell.activities.authentication.OAuthStatus;
import org.wardbell.activities.database.generated.tables.records.AttemptRecord;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.simulator.http.Response;
import org.wardbell.workflows.webhook.Authentication.ClientAuthentication;
import org.wardbell.workflows.webhook.Authentication.OAuth2;

/** Tests deliveries that get no token: they end visibly, and the server is not asked in vain. */
class OAuthFailureTest extends TokenTest {
  @ParameterizedTest
  @CsvSource({
    "503,{},oauth_token_failed,http_503",
    "200,no json,oauth_token_failed,no_access_token",
    "302,{},oauth_token_failed,http_302",
    "400,{\"error\":\"invalid_grant\"},oauth_refused,invalid_grant",
    "401,{\"error\":\"invalid_client\"},oauth_refused,invalid_client",
    "400,{\"error\":\"<script>\"},oauth_token_failed,http_400",
    "200,{\"error\":\"invalid_client\"},oauth_refused,invalid_client",
    "200,{\"access_token\":\"a b\"},oauth_token_failed,invalid_access_token",
    "401,{\"errorCode\":\"x\"},oauth_token_failed,http_401"
  })
  void attempt_withoutAToken_sendsNothingAndSaysWhy(
      int status, String body, String code, String lastError) throws Exception {
    server.failTokens(Response.json(status, body).with("Location", "http://127.0.0.1:1/elsewhere"));
    harness.kept(webhook());

    deliver(1);

    AttemptRecord attempt = harness.attempts(harness.delivery().getId()).getFirst();
    assertThat(attempt.getOutcome()).isEqualTo("FAILED");
    assertThat(attempt.getCode()).isEqualTo(code);
    assertThat(attempt.getHttpStatus()).isNull();
    assertThat(server.accepted() + server.rejected()).isZero();
    assertThat(harness.dsl().selectFrom(OAUTH_TOKEN).fetchSingle(OAUTH_TOKEN.LAST_ERROR))
        .isEqualTo(lastError);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":\"invalid_client\"}|invalid_client",
        "{\"error\":\"invalid_client\",\"error_description\":\"The client is disabled.\"}|The client is disabled.",
        "{\"errorCode\":\"E0000022\",\"errorSummary\":\"No such endpoint\"}|E0000022; No such endpoint",
        "{\"error\":{\"code\":401,\"message\":\"Bad key\"}}|401; Bad key",
        "{\"error_description\":\"secret client-secret is wrong\"}|secret •••• is wrong",
        "{\"error_description\":\"got eyJhbGciOiJIUzI1NiJ9.e30.abcdef0123\"}|got ••••",
        "{\"error_description\":\"two\\nlines\\u0007\"}|two lines",
        "{\"unknown\":\"x\"}|"
      })
  void words_ofTheTokenServer_areShownWithoutSecrets(String body, String detail) throws Exception {
    server.failTokens(Response.json(401, body));
    KeptWebhook webhook = harness.kept(webhook());

    deliver(1);

    OAuthStatus status =
        new OAuthConnections(harness.dsl(), harness.encryption)
            .status(webhook, (OAuth2) webhook.settings().authentication());
    if (detail == null) {
      assertThat(status.lastErrorDetail()).isNull();
    } else {
      assertThat(status.lastErrorDetail()).contains(detail).doesNotContain("client-secret");
    }
    byte[] stored =
        harness.dsl().selectFrom(OAUTH_TOKEN).fetchSingle(OAUTH_TOKEN.LAST_ERROR_CIPHERTEXT);
    assertThat(stored == null ? "" : new String(stored, StandardCharsets.ISO_8859_1))
        .doesNotContain("disabled");
  }

  @ParameterizedTest
  @CsvSource({"9000,DELIVERED,", "32768,DELIVERED,", "32769,PENDING,token_too_large"})
  void largeToken_withinTheLimit_isUsed(int characters, String status, String lastError)
      throws Exception {
    String idToken = "y".repeat(20_000);
    String token = "x".repeat(characters);
    server.failTokens(
        Response.json(
            200, "{\"access_token\":\"" + token + "\",\"id_token\":\"" + idToken + "\"}"));
    harness.kept(
        WebhookBuilder.at("/hook")
            .with(
                settings ->
                    settings.authentication(
                        oauth2(server.url("/token"), "s", ClientAuthentication.BODY))));

    deliver(1);

    assertThat(harness.delivery().getStatus().toString()).isEqualTo(status);
    assertThat(harness.dsl().selectFrom(OAUTH_TOKEN).fetchSingle(OAUTH_TOKEN.LAST_ERROR))
        .isEqualTo(lastError);
    if (lastError == null) {
      assertThat(harness.receiver.requests("/hook").getFirst().header("Authorization"))
          .isEqualTo("Bearer " + token);
    }
  }

  @Test
  void failingTokenServer_isAskedOnceHoweverManyWait() throws Exception {
    server.failTokens(Response.of(503));
    harness.kept(webhook());

    deliver(5);

    assertThat(server.tokenRequests()).hasSize(1);
    assertThat(harness.deliveries())
        .extracting(delivery -> delivery.getLastCode())
        .containsOnly("oauth_token_failed");
  }

  @Test
  void hugeTokenAnswer_isCutOff() throws Exception {
    server.failTokens(Response.json(200, "{\"access_token\":\"" + "x".repeat(200_000) + "\"}"));
    harness.kept(webhook());

    deliver(1);

    assertThat(harness.delivery().getLastCode()).isEqualTo("oauth_token_failed");
    assertThat(harness.dsl().selectFrom(OAUTH_TOKEN).fetchSingle(OAUTH_TOKEN.LAST_ERROR))
        .isEqualTo("answer_too_large");
  }

  @Test
  void slowTokenServer_usesTheWebhooksTimeout() throws Exception {
    server.delayTokens(30_000);
    harness.kept(webhook().withTimeout(1));
    long begun = System.nanoTime();

    deliver(1);

    assertThat(harness.delivery().getLastCode()).isEqualTo("oauth_token_failed");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(11));
    assertThat(server.accepted()).isZero();
  }

  @Test
  void tokenEndpoint_atAPrivateAddress_isBlocked() throws Exception {
    harness.kept(
        WebhookBuilder.at("/hook")
            .with(
                settings ->
                    settings.authentication(
                        oauth2("http://10.255.255.1/token", "s", ClientAuthentication.BODY))));

    deliver(1);

    assertThat(harness.delivery().getLastCode()).isEqualTo("oauth_token_failed");
    assertThat(harness.dsl().selectFrom(OAUTH_TOKEN).fetchSingle(OAUTH_TOKEN.LAST_ERROR))
        .isEqualTo("address_blocked");
    assertThat(harness.receiver.requests("/hook")).isEmpty();
  }
}

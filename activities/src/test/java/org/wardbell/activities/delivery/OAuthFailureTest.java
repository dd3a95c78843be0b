package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.OAUTH_TOKEN;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.activities.database.generated.tables.records.AttemptRecord;
import org.wardbell.simulator.http.Response;
import org.wardbell.workflows.webhook.Authentication.ClientAuthentication;

/** Tests deliveries that get no token: they end visibly, and the server is not asked in vain. */
class OAuthFailureTest extends TokenTest {
  @ParameterizedTest
  @CsvSource({
    "503,{},oauth_token_failed,http_503",
    "200,no json,oauth_token_failed,no_access_token",
    "302,{},oauth_token_failed,http_302",
    "400,{\"error\":\"invalid_grant\"},oauth_refused,invalid_grant",
    "401,{\"error\":\"invalid_client\"},oauth_refused,invalid_client",
    "400,{\"error\":\"<script>\"},oauth_token_failed,http_400"
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

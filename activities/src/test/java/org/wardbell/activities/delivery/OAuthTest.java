package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.OAUTH_TOKEN;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.activities.database.generated.tables.records.AttemptRecord;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.simulator.http.Query;
import org.wardbell.simulator.http.Response;
import org.wardbell.simulator.oauth.AuthorizationServerSimulator;
import org.wardbell.workflows.webhook.Authentication;
import org.wardbell.workflows.webhook.Authentication.ClientAuthentication;
import org.wardbell.workflows.webhook.Authentication.Grant;

/** Deliveries with tokens of a real authorization server. */
class OAuthTest extends DeliveryTest {
  private AuthorizationServerSimulator server;

  @BeforeEach
  void start() throws Exception {
    server = AuthorizationServerSimulator.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"BASIC", "BODY"})
  void deliveries_withOneToken_askForItOnce(ClientAuthentication client) throws Exception {
    harness.kept(webhook("client-secret", client));

    deliver(1);
    deliver(2);

    assertThat(server.accepted()).isEqualTo(3);
    assertThat(server.tokenRequests()).hasSize(1);
    Query form = server.tokenRequests().getFirst();
    assertThat(form.get("grant_type")).isEqualTo("client_credentials");
    assertThat(form.get("scope")).isEqualTo("a b");
    assertThat(form.get("client_secret") == null).isEqualTo(client == ClientAuthentication.BASIC);
    assertThat(harness.statuses()).containsOnly("DELIVERED");
  }

  @Test
  void token_inTheDatabase_isSealed() throws Exception {
    harness.kept(webhook());
    deliver(1);

    byte[] stored = harness.dsl().selectFrom(OAUTH_TOKEN).fetchSingle(OAUTH_TOKEN.TOKEN_CIPHERTEXT);
    assertThat(new String(stored, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("access-");
  }

  /**
   * Two workers, each with a burst, and a token that has expired: one of the sixteen asks for a new
   * one, slowly; the others wait for its row.
   */
  @Test
  void burst_ofTwoWorkersWithAnExpiredToken_refreshesOnce() throws Exception {
    harness.kept(webhook());
    deliver(1);
    expireRow();
    server.delayTokens(500);

    WorkerProcess other = harness.process();
    List<Thread> threads = new ArrayList<>();
    for (WorkerProcess process : List.of(harness.engine, other)) {
      for (int i = 0; i < 2; i++) {
        var batch = harness.accept(2);
        threads.add(Thread.ofVirtual().start(() -> process.dispatch().dispatch(batch)));
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }

    DeliveryHarness.await("all delivered", () -> server.accepted() == 9);
    assertThat(server.tokenRequests()).hasSize(2);
    assertThat(server.rejected()).isZero();
    DeliveryHarness.await(
        "all recorded", () -> harness.statuses().stream().allMatch("DELIVERED"::equals));
  }

  @Test
  void token_shortlyBeforeItsEnd_isRenewed() throws Exception {
    harness.kept(webhook());
    server.expiresIn(100);
    deliver(1);
    harness
        .dsl()
        .execute("update oauth_token set expires_at = utc_timestamp(6) + interval 90 second");
    deliver(1);
    assertThat(server.tokenRequests()).hasSize(1);

    server.expiresIn(2);
    expireRow();
    deliver(1);
    Thread.sleep(1_100);
    deliver(1);

    assertThat(server.tokenRequests()).hasSize(3);
    assertThat(server.rejected()).isZero();
  }

  @Test
  void token_withoutALife_isTakenForAnHour() throws Exception {
    server.expiresIn(null);
    harness.kept(webhook());
    deliver(1);

    Instant expires = harness.dsl().selectFrom(OAUTH_TOKEN).fetchSingle(OAUTH_TOKEN.EXPIRES_AT);
    assertThat(expires)
        .isBetween(Instant.now().plusSeconds(3_300), Instant.now().plusSeconds(3_700));
  }

  @Test
  void unauthorized_withARevokedToken_isAnAttemptAndTheNextOneFollowsAtOnce() throws Exception {
    harness.kept(webhook());
    deliver(1);
    server.revokeAccessTokens();

    deliver(1);

    UUID id = harness.deliveries().getLast().getId();
    assertThat(harness.deliveries().getLast().getStatus()).isEqualTo("PENDING");
    assertThat(harness.deliveries().getLast().getNextAttemptAt())
        .isBeforeOrEqualTo(Instant.now().plusMillis(100));
    assertThat(harness.engine.deliver().deliver(id.toString())).isEqualTo("DELIVERED");
    assertThat(harness.attempts(id))
        .extracting(AttemptRecord::getCode)
        .containsExactly("http_401", "http_200");
    assertThat(server.tokenRequests()).hasSize(2);
    assertThat(server.rejected()).isEqualTo(1);
  }

  @Test
  void unauthorized_twiceInARow_waitsAsUsual() throws Exception {
    harness.kept(webhook());
    server.acceptTokens(false);

    deliver(1);
    UUID id = harness.delivery().getId();
    NotDelivered.by(() -> harness.engine.deliver().deliver(id.toString()));

    assertThat(harness.attempts(id))
        .extracting(AttemptRecord::getCode)
        .containsExactly("http_401", "http_401");
    assertThat(harness.delivery().getNextAttemptAt()).isAfter(Instant.now().plusSeconds(30));
    assertThat(server.tokenRequests()).hasSize(2);
  }

  @Test
  void unauthorized_ofABurst_refreshesOnce() throws Exception {
    harness.kept(webhook());
    deliver(1);
    server.revokeAccessTokens();

    deliver(5);
    for (var delivery : harness.deliveries()) {
      harness.engine.deliver().deliver(delivery.getId().toString());
    }

    assertThat(harness.statuses()).containsOnly("DELIVERED");
    assertThat(server.tokenRequests()).hasSize(2);
  }

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
  void changedCredentials_areUsedAtOnce() throws Exception {
    KeptWebhook webhook = harness.kept(webhook());
    deliver(1);
    server.clientSecret("another-secret");
    harness
        .dsl()
        .transaction(
            transaction ->
                harness
                    .webhooks
                    .update(
                        transaction.dsl(),
                        webhook,
                        webhook("another-secret", ClientAuthentication.BODY)
                            .settings(harness.receiver),
                        Instant.now())
                    .orElseThrow());

    deliver(1);

    assertThat(harness.statuses()).containsOnly("DELIVERED");
    assertThat(server.tokenRequests()).hasSize(2);
    assertThat(server.tokenRequests().getLast().get("client_secret")).isEqualTo("another-secret");
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

  private void deliver(int events) {
    harness.engine.dispatch().dispatch(harness.accept(events));
  }

  private void expireRow() {
    harness.dsl().execute("update oauth_token set expires_at = utc_timestamp(6)");
  }

  private WebhookBuilder webhook() {
    return webhook("client-secret", ClientAuthentication.BODY);
  }

  private WebhookBuilder webhook(String secret, ClientAuthentication client) {
    String port = server.url("/hook").replaceAll(".*:", "").replace("/hook", "");
    return WebhookBuilder.at("@" + port + "/hook")
        .with(settings -> settings.authentication(oauth2(server.url("/token"), secret, client)));
  }

  private static Authentication oauth2(
      String tokenUrl, String secret, ClientAuthentication client) {
    return new Authentication.OAuth2(
        Grant.CLIENT_CREDENTIALS,
        null,
        tokenUrl,
        AuthorizationServerSimulator.CLIENT_ID,
        secret,
        client,
        List.of("a", "b"),
        null);
  }
}

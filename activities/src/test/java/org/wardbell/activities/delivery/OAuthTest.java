package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.OAUTH_TOKEN;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.activities.database.generated.tables.records.AttemptRecord;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.simulator.http.Query;
import org.wardbell.workflows.webhook.Authentication.ClientAuthentication;

/** Deliveries with tokens of a real authorization server. */
class OAuthTest extends TokenTest {
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
}

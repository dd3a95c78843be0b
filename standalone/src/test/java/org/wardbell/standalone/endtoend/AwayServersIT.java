package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.standalone.server.Installation;

/** MySQL or Temporal goes away, or comes back empty. */
class AwayServersIT {
  private static final int EVENTS = 60;

  private Surroundings surroundings;
  private Installation server;
  private TestApi api;
  private Invariants invariants;

  @BeforeEach
  void start() throws IOException {
    surroundings = Surroundings.withMySql();
    startServer();
    surroundings.receiver.behave("/hook/flaky", Behaviour.statuses(503, 200).forEachDelivery());
    TestWebhook webhook =
        api.webhook("flaky", surroundings.receiver.url("/hook/flaky"), Duration.ofSeconds(5));
    invariants = new Invariants(surroundings.database(), surroundings.receiver, List.of(webhook));
  }

  private void startServer() {
    server = surroundings.installation();
    api = new TestApi(server.url());
  }

  @AfterEach
  void stop() {
    server.close();
    surroundings.close();
  }

  @Test
  void temporal_away_eventsAreAcceptedAndDeliveredOnceItIsBack() throws IOException {
    Posting posting = new Posting("away", EVENTS);
    surroundings.wipeTemporal();
    posting.finish(api);
    assertThat(surroundings.database().fetchCount(DELIVERY, DELIVERY.STATUS.eq("DELIVERED")))
        .as("second attempts, which need a workflow")
        .isZero();
    assertThat(api.get("/actuator/health/liveness").status()).isEqualTo(200);
    surroundings.startTemporalAgain();
    invariants.awaitQuiet();
    invariants.hold(posting.accepted());
  }

  @Test
  void temporal_wipedWhileTheServerIsStopped_allDeliveriesFinish() {
    Posting posting = new Posting("wiped", EVENTS);
    // Nothing succeeds at first, so that deliveries are waiting when everything stops.
    surroundings.receiver.behave("/hook/flaky", Behaviour.statuses(503));
    posting.finish(api);
    Await.until(
        "first attempts",
        () -> surroundings.receiver.requests("/hook/flaky").size(),
        count -> count >= EVENTS / 2);
    server.close();
    surroundings.wipeTemporal();
    assertThat(invariants.open()).as("deliveries that Temporal no longer knows").isPositive();
    surroundings.receiver.behaveWell("/hook/flaky");
    surroundings.startTemporalAgain();
    startServer();
    invariants.awaitQuiet();
    invariants.hold(posting.accepted());
  }

  @Test
  void mySql_away_answers503AndKeepsNothingByHalf() throws IOException {
    assertThat(api.event("before").status()).isEqualTo(202);
    invariants.awaitQuiet();
    surroundings.stopMySql();
    TestApi.Answer refused = api.event("meanwhile");
    assertThat(refused.status()).as(refused.text()).isEqualTo(503);
    assertThat(refused.contentType()).startsWith("application/problem+json");
    assertThat(refused.json().path("status").asInt(0)).isEqualTo(503);
    surroundings.startMySqlAgain();
    assertThat(surroundings.database().fetchCount(EVENT, EVENT.IDEMPOTENCY_FINGERPRINT.isNotNull()))
        .isEqualTo(1);
    TestApi.Answer accepted =
        Await.until("the server to work again", this::eventAfterwards, a -> a.status() == 202);
    assertThat(accepted.json().path("duplicate").asBoolean(true)).isFalse();
  }

  private TestApi.Answer eventAfterwards() {
    Await.pause(Duration.ofMillis(500));
    try {
      return api.event("meanwhile");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.DELIVERY_END;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.statistics.Statistics;
import org.wardbell.activities.statistics.StatisticsFilter;
import org.wardbell.activities.statistics.StatisticsQuery;
import org.wardbell.activities.statistics.StatisticsRounds;
import org.wardbell.activities.statistics.StatisticsStep;
import org.wardbell.simulator.receiver.Behaviour;

/** Statistics count each delivery that ended once, whatever ended it. */
final class CountedEndsTest extends DeliveryTest {
  @Test
  void deliveries_thatEndedInEveryWay_areCountedAsTheirRowsSay() throws Exception {
    cancelWhileSending();
    harness.receiver.behave("/counted/refuses", Behaviour.statuses(422));
    harness.receiver.behave("/counted/gone", Behaviour.statuses(410));
    harness.receiver.behave("/counted/fails", Behaviour.statuses(500));
    harness.webhook(WebhookBuilder.at("/counted/takes"));
    harness.webhook(WebhookBuilder.at("/counted/refuses"));
    harness.webhook(WebhookBuilder.at("/counted/gone"));
    harness.webhook(WebhookBuilder.at("/counted/fails").withSchedule(0));
    harness.webhook(WebhookBuilder.at("/counted/waits").withSchedule(0, 3_600));
    harness.receiver.behave("/counted/waits", Behaviour.statuses(500));
    harness.webhook(
        WebhookBuilder.at("/counted/filtered").with(one -> one.filter("data.appointment_id")));
    UUID patient = harness.webhook(WebhookBuilder.at("/counted/parked"));
    harness.engine.dispatch().dispatch(harness.accept(2));
    cancelPending();
    exhaust(patient);

    assertSame();
  }

  /** The request that was under way fails; another try would have followed. */
  private void cancelWhileSending() throws InterruptedException {
    harness.webhook(WebhookBuilder.at("/counted/cancelled"));
    ClaimedAttempt claim = harness.claimAndDie(harness.accept(1)).planned().getFirst().claim();
    harness.dsl().transaction(tx -> new OpenDeliveries().cancelOne(tx.dsl(), claim.deliveryId()));
    assertThat(harness.delivery().getStatus()).isEqualTo("SENDING");
    assertThat(harness.dsl().fetchCount(DELIVERY_END)).isZero();
    harness.attempt().journal(Outcomes.failed(claim));
    assertThat(harness.delivery().getStatus()).isEqualTo("CANCELLED");
    assertThat(
            harness
                .dsl()
                .selectFrom(DELIVERY_END)
                .where(DELIVERY_END.DELIVERY_ID.eq(claim.deliveryId()))
                .fetch(DELIVERY_END.STATUS))
        .containsExactly("CANCELLED");
  }

  private void cancelPending() {
    List<UUID> pending =
        harness
            .dsl()
            .select(DELIVERY.ID)
            .from(DELIVERY)
            .where(DELIVERY.STATUS.eq("PENDING"))
            .fetch(DELIVERY.ID);
    assertThat(pending).isNotEmpty();
    for (UUID id : pending) {
      harness.dsl().transaction(tx -> new OpenDeliveries().cancelOne(tx.dsl(), id));
      // Once more changes nothing, and counts nothing.
      harness.dsl().transaction(tx -> new OpenDeliveries().cancelOne(tx.dsl(), id));
    }
  }

  /** What is parked for an open circuit is given up in the end, without another attempt. */
  private void exhaust(UUID webhook) {
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CIRCUIT, "OPEN")
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_AT, Instant.now().plusSeconds(3_600))
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_SECONDS, 3_600)
        .set(WEBHOOK_STATE.FAILING_SINCE, Instant.now().minus(Duration.ofDays(1)))
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
        .execute();
    harness.engine.dispatch().dispatch(harness.accept(1));
    harness
        .dsl()
        .update(DELIVERY)
        .set(DELIVERY.EXHAUSTS_AT, Instant.now().minusSeconds(60))
        .where(DELIVERY.WEBHOOK_ID.eq(webhook))
        .execute();
    harness.engine.drain().drain(webhook.toString());
    assertThat(harness.dsl().fetchCount(DELIVERY_END, DELIVERY_END.STATUS.eq("EXHAUSTED")))
        .isEqualTo(1);
  }

  private void assertSame() {
    new StatisticsRounds(harness.dsl()).run();
    Map<String, Long> ended =
        harness
            .dsl()
            .select(DELIVERY.STATUS)
            .from(DELIVERY)
            .where(DELIVERY.FINISHED_AT.isNotNull())
            .fetch(DELIVERY.STATUS)
            .stream()
            .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
    assertThat(ended).containsKeys("DELIVERED", "REFUSED", "GONE", "EXHAUSTED", "CANCELLED");
    StatisticsQuery query = new StatisticsQuery(harness.dsl());
    Instant now = Instant.now();
    Statistics statistics =
        query.read(
            new StatisticsFilter(
                harness.clinic,
                null,
                null,
                null,
                now.minusSeconds(7_200),
                now.plusSeconds(7_200),
                StatisticsStep.HOUR,
                null),
            query.zone(harness.clinic));
    assertThat(
            statistics.totals().deliveries().entrySet().stream()
                .collect(Collectors.toMap(one -> one.getKey().name(), Map.Entry::getValue)))
        .isEqualTo(ended);
  }
}

package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.jooq.Field;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.workflows.event.EventBatch;

/** What Prometheus reads of accepting and sending. */
final class MetersTest extends DeliveryTest {
  @Test
  void scrape_afterDeliveriesAndAFailure_showsThemWithoutIds() {
    harness.receiver.behave("/hook/meters", Behaviour.statuses(200, 200, 200, 503));
    harness.webhook(WebhookBuilder.at("/hook/meters"));
    new OverdueGauge(harness.overdue).bindTo(harness.registry);
    harness.engine.dispatch().dispatch(harness.accept(3));
    harness.engine.dispatch().dispatch(harness.accept(1));

    String scrape = harness.registry.scrape();

    assertThat(scrape.lines())
        .contains(
            "wardbell_events_accepted_total 4.0",
            "wardbell_accept_commit_seconds_count 2",
            "wardbell_accept_group_events_count 2",
            "wardbell_accept_group_events_sum 4.0",
            "wardbell_attempts_seconds_count{lane=\"EXPRESS\",outcome=\"DELIVERED\"} 3",
            "wardbell_attempts_seconds_count{lane=\"EXPRESS\",outcome=\"FAILED\"} 1",
            "wardbell_deliveries_overdue 0.0",
            "wardbell_journal_waiting 0.0",
            "wardbell_sending_slots 0.0");
    assertThat(scrape).doesNotContain(harness.clinic.toString());
  }

  @Test
  void backlog_withAnEventThatWaits_tellsItsAge_andIsZeroOnceItIsDispatched() {
    harness.receiver.behave("/hook/waits", Behaviour.statuses(200));
    harness.webhook(WebhookBuilder.at("/hook/waits"));
    EventBatch waiting = harness.accept(2);
    harness.dsl().update(EVENT).set(EVENT.ACCEPTED_AT, ago(Duration.ofMinutes(10))).execute();

    assertThat(backlog("wardbell.events.undispatched")).isEqualTo(2);
    assertThat(backlog("wardbell.events.undispatched.seconds")).isBetween(600.0, 3_600.0);

    harness.engine.dispatch().dispatch(waiting);
    assertThat(backlog("wardbell.events.undispatched")).isZero();
    assertThat(backlog("wardbell.events.undispatched.seconds")).isZero();
  }

  @Test
  void backlog_withADeliveryBeyondItsTime_tellsHowLate() {
    harness.receiver.behave("/hook/late", Behaviour.statuses(503));
    harness.webhook(WebhookBuilder.at("/hook/late"));
    harness.engine.dispatch().dispatch(harness.accept(1));
    assertThat(backlog("wardbell.deliveries.late.seconds")).isZero();

    harness.dsl().update(DELIVERY).set(DELIVERY.WAKES_AT, ago(Duration.ofMinutes(5))).execute();
    assertThat(backlog("wardbell.deliveries.late.seconds")).isBetween(300.0, 3_600.0);

    Duration later = Duration.ofHours(1).negated();
    harness.dsl().update(DELIVERY).set(DELIVERY.WAKES_AT, ago(later)).execute();
    assertThat(backlog("wardbell.deliveries.late.seconds")).isZero();
  }

  private static Field<Instant> ago(Duration time) {
    return DatabaseClock.after(time.negated());
  }

  /** Reads one gauge anew: each remembers for a while what it read. */
  private double backlog(String name) {
    SimpleMeterRegistry fresh = new SimpleMeterRegistry();
    new BacklogGauges(harness.dsl()).bindTo(fresh);
    return fresh.get(name).gauge().value();
  }
}

package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wardbell.simulator.receiver.Behaviour;

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
}

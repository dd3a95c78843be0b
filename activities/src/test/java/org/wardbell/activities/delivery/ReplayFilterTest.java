package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.delivery.ReplaySelection;
import org.wardbell.workflows.event.EventBatch;

/** A replay whose webhook's filter finds no time leaves nothing out: it is asked once more. */
final class ReplayFilterTest extends ReplayTest {
  private static final String SLOW = "$contains(data.t & '!', /(.*a){24}$/) = false";
  private static final String COSTLY = "{\"t\":\"" + "a".repeat(40) + "\"}";

  @Test
  void event_whoseFilterIsPutOff_isRepeatedOnceTheFilterHasAnswered() {
    ExpressionsReady.await(harness.clinic);
    harness.engine.dispatch().dispatch(accept(COSTLY));
    harness.engine.dispatch().dispatch(accept("{\"t\":\"a\"}"));
    KeptWebhook webhook = harness.kept(filtered(SLOW));
    UUID job = begin(webhook, ReplaySelection.NOT_RECEIVED, null);

    DeliveryHarness.await(
        "both are repeated",
        () -> {
          harness.replaySteps().step(job);
          return repeats(job).size() == 2;
        });

    // On a busy machine the second one's filter may find no time either.
    assertThat(repeats(job).getFirst().getFilterUndecided()).isTrue();
    var _ = harness.change(webhook, filtered("$length(data.t) > 0"));
    finish(webhook, job);
    assertThat(repeats(job))
        .extracting(DeliveryRecord::getStatus)
        .containsExactly("DELIVERED", "DELIVERED");
  }

  private EventBatch accept(String data) {
    return new EventBatch(
        harness.intake.accept(List.of(harness.event(null, data))).stream()
            .map(each -> each.id().toString())
            .toList());
  }

  private static WebhookBuilder filtered(String filter) {
    return WebhookBuilder.at("/hook/put-off").with(settings -> settings.filter(filter));
  }
}

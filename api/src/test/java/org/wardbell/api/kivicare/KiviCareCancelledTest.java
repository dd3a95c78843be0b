package org.wardbell.api.kivicare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.api.kivicare.KiviCare.data;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.Call;
import tools.jackson.databind.JsonNode;

/** What somebody cancelled, in KiviCare's log and on its cards. */
@Tag("servers")
class KiviCareCancelledTest {
  private final KiviCare client = new KiviCare();
  private final Instant now = Instant.now();

  @Test
  void deliveries_thatSomebodyCancelled_areNoFailures_asInTheStatistics()
      throws InterruptedException {
    long webhook = client.webhook("CRM");
    client.delivery(webhook, "DELIVERED", 200, now);
    long failed = client.delivery(webhook, "EXHAUSTED", 503, now);
    client.deliveries(webhook, 3);
    KiviCare other = new KiviCare();
    other.delivery(other.webhook("theirs"), "EXHAUSTED", 503, now);
    long cancelled = client.delivery(webhook, "CANCELLED", 500, now);
    client.awaitCounted();

    assertThat(data(client.call("webhook-logs/stats").get()).toString())
        .isEqualTo(
            "{\"total\":6,\"success\":1,\"failed\":1,\"pending\":0,\"cancelled\":4,\"success_rate\":50.0}");
    assertThat(ids("?status=failed")).containsExactly(failed);
    assertThat(ids("?status=cancelled")).hasSize(4).contains(cancelled);
    JsonNode cards = data(client.call("webhooks/statistics").get());
    JsonNode statistics = Call.to("/api/v1/statistics", client.key).get().json().path("cards");
    assertThat(cards.path("failed_deliveries").asInt())
        .isEqualTo(statistics.at("/failed/value").asInt())
        .isEqualTo(1);
    assertThat(cards.path("success_rate").asDouble())
        .isEqualTo(100 * statistics.at("/success_rate/value").asDouble())
        .isEqualTo(50.0);
  }

  private List<Long> ids(String query) {
    return data(client.call("webhook-logs" + query).get())
        .path("data")
        .valueStream()
        .map(record -> record.path("id").asLong())
        .toList();
  }
}

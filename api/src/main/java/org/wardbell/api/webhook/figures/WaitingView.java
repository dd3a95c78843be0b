package org.wardbell.api.webhook.figures;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.query.WebhookDeliveriesQuery.Waiting;
import org.wardbell.activities.webhook.StoredWebhook;

/** The deliveries that wait for a webhook, as they are shown. */
@Schema(name = "WaitingDeliveries")
record WaitingView(
    @Schema(description = "Deliveries that wait for the webhook itself, by their reason.")
        List<Reason> parked,
    @Schema(description = "Deliveries that are being sent, or tried again at a time of their own.")
        int trying,
    @Schema(description = "There are more: the oldest 2,000 of each kind were counted.")
        boolean more,
    @Schema(description = "While its circuit is open: when the next probe may go.")
        @Nullable Instant nextProbeAt,
    @Schema(
            description =
                "When the first of those counted is given up if its receiver stays as it is; absent"
                    + " while nothing ends by its time.")
        @Nullable Instant firstGivenUpAt) {
  WaitingView {
    parked = List.copyOf(parked);
  }

  /** A reason, with how many wait for it. */
  @Schema(name = "WaitingReason")
  record Reason(
      @Schema(description = "As parked_reason of a delivery.", example = "circuit") String reason,
      int count) {}

  static WaitingView of(StoredWebhook stored, Waiting waiting, Instant now) {
    return new WaitingView(
        waiting.parked().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(each -> new Reason(each.getKey(), each.getValue()))
            .toList(),
        waiting.trying(),
        waiting.isMore(),
        stored.state().circuit().open() ? stored.state().circuit().probeAt() : null,
        WebhookFigures.firstEnd(stored, waiting, now));
  }
}

package org.wardbell.api.webhook.figures;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.query.WebhookDeliveriesQuery.Newest;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The figures of a webhook as they are shown. */
@Schema(name = "WebhookFigures")
record FiguresView(
    UUID webhookId,
    String name,
    @Schema(
            description =
                "Deliveries that its receiver took in each of the last 24 hours of the clinic's"
                    + " zone (UTC for all clinics); the last hour is under way.")
        List<Long> delivered,
    @Schema(description = "The same of deliveries that were given up, refused or gone.")
        List<Long> failed,
    @Schema(
            description =
                "95 of 100 requests of that time took no longer, in microseconds; absent if none"
                    + " was timed.")
        @Nullable Long p95Micros,
    @Schema(description = "Of the newest delivery, like all that follow; absent if there is none.")
        @Nullable UUID lastDeliveryId,
    @Nullable Instant lastDeliveryAt,
    @Nullable DeliveryStatus lastDeliveryStatus) {
  FiguresView(UUID webhook, String name, WebhookFigures.Figures figures, @Nullable Newest newest) {
    this(
        webhook,
        name,
        figures.delivered(),
        figures.failed(),
        figures.p95Micros(),
        newest == null ? null : newest.id(),
        newest == null ? null : newest.at(),
        newest == null ? null : newest.status());
  }
}

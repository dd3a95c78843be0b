package org.wardbell.api.event.read;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The way of an event to a webhook as it is shown. */
@Schema(name = "EventWay")
record EventWayView(
    UUID webhookId,
    String webhook,
    @Schema(description = "The latest; absent if there is none.") @Nullable UUID deliveryId,
    @Nullable DeliveryStatus status,
    @Schema(
            description =
                "Why there is no delivery, by the webhook's settings as they are now."
                    + " NOT_MATCHED_YET: the event was not matched yet. ABOUT_ITSELF: the event"
                    + " tells of this webhook, and is not for it. CHANGED_SINCE: it was enabled or"
                    + " changed after the event.")
        EventWay.@Nullable Reason reason) {
  static EventWayView of(EventWay way) {
    KeptDelivery delivery = way.delivery();
    return new EventWayView(
        way.webhookId(),
        way.webhook(),
        delivery == null ? null : delivery.id(),
        delivery == null ? null : delivery.status(),
        way.reason());
  }
}

package org.wardbell.api.event.read;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.query.KeptDelivery;

/**
 * The way of an event to one webhook: its delivery, or why there is none.
 *
 * @param delivery the latest one, or null
 * @param reason null if there is a delivery
 */
public record EventWay(
    UUID webhookId, String webhook, @Nullable KeptDelivery delivery, @Nullable Reason reason) {
  /** The reasons for which a webhook has no delivery of an event. Names are part of the API. */
  public enum Reason {
    NOT_MATCHED_YET,
    MADE_LATER,
    DISABLED,
    OTHER_TYPES,
    ABOUT_ITSELF,
    FILTER,
    CHANGED_SINCE
  }
}

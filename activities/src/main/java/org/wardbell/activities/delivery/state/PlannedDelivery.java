package org.wardbell.activities.delivery.state;

import java.util.UUID;
import org.jooq.types.UByte;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.request.RenderedBody;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.workflows.delivery.OpenDelivery;

/**
 * A delivery about to be written.
 *
 * @param sealedBody the body to keep, or null when it can be rendered again byte for byte
 * @param usableUntil of its claim, see {@link ClaimedAttempt}
 * @param filterUndecided whether the webhook's filter is still to be asked
 */
public record PlannedDelivery(
    UUID id,
    EventFacts event,
    KeptWebhook webhook,
    WebhookState state,
    Placement placement,
    RenderedBody body,
    @Nullable Sealed sealedBody,
    long usableUntil,
    boolean filterUndecided) {

  /** {@code delivery.urgency} of live traffic: drains take it before resends and replays. */
  public static final UByte URGENCY = UByte.valueOf(0);

  public ClaimedAttempt claim() {
    return new ClaimedAttempt(
        id,
        1,
        AttemptTrigger.of(AttemptTrigger.LIVE),
        Lane.EXPRESS,
        event,
        webhook,
        body,
        state.troubled(),
        usableUntil);
  }

  /** Returns the same delivery without the event's data and the body, which are kept by now. */
  public PlannedDelivery withoutContent() {
    return new PlannedDelivery(
        id,
        event.withoutData(),
        webhook,
        state,
        placement,
        body.withoutBytes(),
        null,
        usableUntil,
        filterUndecided);
  }

  /**
   * Returns what the event's workflow needs to go on with it.
   *
   * @param lastCode what became of its first attempt; null if there was none
   */
  public OpenDelivery open(@Nullable String lastCode) {
    return new OpenDelivery(
        id.toString(),
        webhook.id().toString(),
        webhook.settings().timeoutSeconds(),
        webhook.settings().name(),
        lastCode);
  }
}

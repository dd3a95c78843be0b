package org.wardbell.activities.delivery.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.delivery.line.LineRows;
import org.wardbell.activities.delivery.state.DeliveryTransitions;
import org.wardbell.activities.delivery.state.RepeatedDelivery;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.workflows.delivery.RetrySchedule;
import org.wardbell.workflows.webhook.RetryPolicy;

/**
 * The rows of repeated deliveries: each is a delivery of its own, with its own id, parked with its
 * webhook's workflow, which sends it after all live ones. Its body is rendered when it is first
 * sent, by the webhook as it is then.
 */
public final class DeliveryRepeats {
  /** The webhook's own schedule is not known here; the standard one's is long enough for any. */
  private static final Duration PATIENCE = RetrySchedule.of(RetryPolicy.STANDARD).patience();

  /**
   * The cause of a repetition, which decides how late it may go: drains take the lowest urgency
   * first.
   */
  enum Origin {
    RESEND("resend", 1),
    REPLAY("replay", 2);

    private final String trigger;
    private final int urgency;

    Origin(String trigger, int urgency) {
      this.trigger = trigger;
      this.urgency = urgency;
    }
  }

  /**
   * An event that is delivered once more.
   *
   * @param repetition counts the deliveries of the event to the webhook; at least 1, because 0
   *     belongs to the event's own dispatch, even if it comes later
   * @param original the delivery that it repeats, or null if there never was one
   * @param replay the job that wants it, or null
   * @param due when it may go
   * @param filterUndecided whether the webhook's filter found no time, and is asked when it goes
   */
  record Wanted(
      UUID clinic,
      UUID event,
      UUID webhook,
      byte @Nullable [] subjectFingerprint,
      int repetition,
      @Nullable UUID original,
      @Nullable UUID replay,
      Instant due,
      boolean filterUndecided) {}

  /**
   * Resends a delivery inside the caller's transaction; empty if there is none with this id. The
   * caller wakes the webhook after the commit.
   */
  public Optional<RepeatResult> resend(DSLContext transaction, UUID deliveryId) {
    return Optional.ofNullable(
        DeliveryResends.resend(transaction, List.of(deliveryId)).results().get(deliveryId));
  }

  /**
   * The deliveries that were made.
   *
   * @param wake whether the webhook's workflow has to be signalled after the commit
   */
  record Inserted(List<UUID> ids, boolean wake) {}

  /**
   * Inserts repeated deliveries. The caller holds the lock of the webhook's state, which makes
   * repetitions count one by one.
   *
   * @param wanted of one webhook, at least one
   */
  static Inserted insert(
      DSLContext transaction, WebhookState state, List<Wanted> wanted, Origin origin) {
    Instant now = DatabaseClock.read(transaction);
    Instant shown = state.patience().at(now);
    List<RepeatedDelivery> repeated =
        wanted.stream()
            .map(one -> repeated(one, origin, shown.plus(Duration.between(now, one.due()))))
            .toList();
    List<UUID> ids = repeated.stream().map(RepeatedDelivery::id).toList();
    DeliveryTransitions.repeat(transaction, repeated, now);
    if (state.lines().hasLines()) {
      var _ = LineRows.join(transaction, ids);
    }
    return new Inserted(ids, WebhookStateRows.wake(transaction, state.webhookId()));
  }

  /**
   * Returns the row of one.
   *
   * @param due when it may go, by its webhook's clock
   */
  private static RepeatedDelivery repeated(Wanted one, Origin origin, Instant due) {
    return new RepeatedDelivery(
        Ids.next(),
        one.clinic(),
        one.event(),
        one.webhook(),
        one.subjectFingerprint(),
        one.repetition(),
        origin.trigger,
        origin.urgency,
        one.original(),
        one.replay(),
        one.due(),
        due.plus(PATIENCE),
        one.filterUndecided());
  }
}

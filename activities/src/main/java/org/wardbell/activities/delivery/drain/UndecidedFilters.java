package org.wardbell.activities.delivery.drain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.matching.WebhookMatcher;
import org.wardbell.activities.delivery.state.ClaimWriter.Ready;
import org.wardbell.activities.delivery.state.Deferral;
import org.wardbell.activities.delivery.state.DeliveryTransitions;
import org.wardbell.activities.expression.Allowance;
import org.wardbell.activities.request.RenderedBody;

/**
 * The filters that were not asked, or not to the end, when their event was dispatched: they were
 * slow, or the process could not read the webhook.
 */
final class UndecidedFilters {
  /** A claim is made while the webhook's state is locked. */
  private static final Duration PER_CLAIM = Duration.ofSeconds(1);

  private UndecidedFilters() {}

  /** Asks them, and returns what is left to send; their rows are locked. */
  static List<Ready> decide(List<Ready> due, LockedWebhook locked) {
    if (due.stream().noneMatch(one -> one.delivery().getFilterUndecided())) {
      return due;
    }
    return new Allowance(PER_CLAIM).share(() -> decided(due, locked));
  }

  private static List<Ready> decided(List<Ready> due, LockedWebhook locked) {
    List<Ready> ready = new ArrayList<>();
    for (Ready one : due) {
      DeliveryRecord delivery = one.delivery();
      if (!delivery.getFilterUndecided()) {
        ready.add(one);
        continue;
      }
      switch (WebhookMatcher.matches(one.event(), locked.webhook())) {
        case YES -> {
          DeliveryTransitions.confirm(delivery);
          ready.add(one);
        }
        case NO -> DeliveryTransitions.cancelUnwanted(delivery, locked.now());
        case FAILED -> ready.add(new Ready(delivery, one.event(), RenderedBody.filterFailed()));
        case DEFERRED -> {
          if (Deferral.isOver(delivery, locked.state(), locked.now())) {
            ready.add(new Ready(delivery, one.event(), RenderedBody.filterFailed()));
          } else {
            DeliveryTransitions.defer(delivery, locked.now());
          }
        }
      }
    }
    return ready;
  }
}

package org.wardbell.activities.logjob;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.generated.tables.records.LogJobRecord;
import org.wardbell.activities.delivery.query.DeliverySlice;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.activities.delivery.replay.DeliveryResends;
import org.wardbell.activities.delivery.replay.DeliveryResends.Resent;
import org.wardbell.activities.delivery.replay.RepeatResult;

/**
 * The pages of a resend: what has ended is made once more, and sent by its webhook's workflow after
 * live traffic. New deliveries have higher numbers, so that the job never comes to its own.
 */
final class ResendSteps {
  /**
   * Deliveries that one transaction makes at most: it holds the locks of their webhooks' states,
   * for which live traffic waits.
   */
  private static final int MADE_AT_ONCE = 100;

  private final SelectedDeliveries deliveries;

  ResendSteps(SelectedDeliveries deliveries) {
    this.deliveries = deliveries;
  }

  /** Reads a page; returns what sends it again. */
  LogJobSteps.Change page(KeptLogJob job, @Nullable Long before, int limit) {
    DeliverySlice page = deliveries.page(job, before, Math.min(limit, MADE_AT_ONCE));
    List<UUID> found = page.deliveries().stream().map(KeptDelivery::id).toList();
    return (transaction, row) -> {
      Resent resent = DeliveryResends.resend(transaction, found);
      int made = 0;
      for (RepeatResult result : resent.results().values()) {
        made += result instanceof RepeatResult.Made ? 1 : 0;
        count(row, result);
      }
      LogJobSteps.goOn(row, page.next());
      return new LogJobSteps.Changed(made, resent.wakes());
    };
  }

  private static void count(LogJobRecord job, RepeatResult result) {
    switch (result) {
      case RepeatResult.Made _ -> job.setDeliveries(job.getDeliveries() + 1);
      case RepeatResult.StillOpen _ -> job.setKept(job.getKept() + 1);
      case RepeatResult.WebhookWithdrawn _ -> job.setWebhookOff(job.getWebhookOff() + 1);
      case RepeatResult.DataRemoved _ -> job.setDataRemoved(job.getDataRemoved() + 1);
    }
  }
}

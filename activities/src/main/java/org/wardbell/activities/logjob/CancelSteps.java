package org.wardbell.activities.logjob;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.query.DeliverySlice;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.activities.delivery.state.OpenDeliveries;

/** The pages of a cancellation: what waits ends, and a request under way keeps its outcome. */
final class CancelSteps {
  private final SelectedDeliveries deliveries;

  CancelSteps(SelectedDeliveries deliveries) {
    this.deliveries = deliveries;
  }

  /** Reads a page; returns what cancels it. */
  LogJobSteps.Change page(KeptLogJob job, @Nullable Long before, int limit) {
    DeliverySlice page = deliveries.page(job, before, limit);
    List<UUID> open =
        page.deliveries().stream()
            .filter(delivery -> !delivery.status().isFinal())
            .map(KeptDelivery::id)
            .toList();
    return (transaction, row) -> {
      int cancelled = OpenDeliveries.cancelAll(transaction, open);
      row.setDeliveries(row.getDeliveries() + cancelled);
      row.setKept(row.getKept() + page.deliveries().size() - cancelled);
      LogJobSteps.goOn(row, page.next());
      return LogJobSteps.Changed.rows(cancelled);
    };
  }
}

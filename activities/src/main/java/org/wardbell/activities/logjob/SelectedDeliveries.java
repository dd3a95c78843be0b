package org.wardbell.activities.logjob;

import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.query.DeliveryFilter;
import org.wardbell.activities.delivery.query.DeliveryListQuery;
import org.wardbell.activities.delivery.query.DeliverySlice;

/** The deliveries that a job's selection means, page by page from the newest on. */
final class SelectedDeliveries {
  private final DeliveryListQuery deliveries;

  SelectedDeliveries(DeliveryListQuery deliveries) {
    this.deliveries = deliveries;
  }

  /** Reads the page before a number, without a lock. */
  DeliverySlice page(KeptLogJob job, @Nullable Long before, int limit) {
    LogSelection selection = job.selection();
    DeliveryFilter filter = selection.ofDeliveries(job.clinicId(), before);
    return selection.ids().isEmpty()
        ? deliveries.list(filter, limit)
        : deliveries.among(selection.ids(), filter, limit);
  }
}

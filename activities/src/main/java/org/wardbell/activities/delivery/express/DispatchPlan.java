package org.wardbell.activities.delivery.express;

import java.util.List;
import java.util.UUID;
import org.wardbell.activities.delivery.state.Placement;
import org.wardbell.activities.delivery.state.PlannedDelivery;
import org.wardbell.workflows.delivery.OpenDelivery;

/**
 * The deliveries that a dispatch's transaction wrote, and those that were open before.
 *
 * @param planned new deliveries, of every placement
 * @param open deliveries of an earlier run that are neither final nor parked
 * @param wake webhooks whose workflow has to be told of what was parked
 * @param more whether events were left for the next dispatch
 */
record DispatchPlan(
    List<PlannedDelivery> planned, List<OpenDelivery> open, List<UUID> wake, boolean more) {
  /** Returns the same without the data and bodies of what is not sent by this dispatch. */
  DispatchPlan lighter() {
    return new DispatchPlan(
        planned.stream()
            .map(one -> one.placement().equals(Placement.EXPRESS) ? one : one.withoutContent())
            .toList(),
        open,
        wake,
        more);
  }
}

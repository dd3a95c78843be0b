package org.wardbell.workflows.event;

import java.util.List;
import org.wardbell.workflows.delivery.OpenDelivery;

/**
 * The result of a dispatch; ids and counts only, because it enters the history.
 *
 * @param matched deliveries written by this run
 * @param delivered of these, already taken by their receivers
 * @param parked of these, waiting for their webhook
 * @param more whether events of the batch are still to be dispatched
 * @param open deliveries for the regular lane, at most {@value #MAXIMUM_OPEN}
 */
public record DispatchResult(
    int matched, int delivered, int parked, boolean more, List<OpenDelivery> open) {
  /**
   * One that ends at a time of its own costs 6 history events (the activity's 3, a workflow task's
   * 3); so many of them stay below 500.
   */
  public static final int MAXIMUM_OPEN = 75;

  public DispatchResult {
    open = List.copyOf(open);
  }
}

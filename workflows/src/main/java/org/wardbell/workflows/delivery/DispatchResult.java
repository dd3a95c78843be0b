package org.wardbell.workflows.delivery;

import java.util.List;

/**
 * What a dispatch came to; ids and counts only, because it enters the history.
 *
 * @param matched deliveries written by this run
 * @param delivered of these, already taken by their receivers
 * @param parked of these, waiting for their webhook
 * @param more whether events of the batch are still to be dispatched
 * @param open deliveries for the regular lane
 */
public record DispatchResult(
    int matched, int delivered, int parked, boolean more, List<OpenDelivery> open) {
  public DispatchResult {
    open = List.copyOf(open);
  }
}

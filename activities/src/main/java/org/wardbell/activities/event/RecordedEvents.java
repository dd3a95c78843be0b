package org.wardbell.activities.event;

import java.util.List;
import java.util.UUID;
import org.wardbell.workflows.event.EventBatch;

/**
 * What one transaction recorded: the answers in the order asked, and the events (duplicates left
 * out) whose workflow is to be started once the transaction has committed.
 */
public record RecordedEvents(List<AcceptedEvent> accepted, List<UUID> fresh, String summary) {
  public RecordedEvents {
    accepted = List.copyOf(accepted);
    fresh = List.copyOf(fresh);
  }

  /** The input of their workflow; only when {@link #fresh} is not empty. */
  public EventBatch batch() {
    return new EventBatch(fresh.stream().map(UUID::toString).toList());
  }
}

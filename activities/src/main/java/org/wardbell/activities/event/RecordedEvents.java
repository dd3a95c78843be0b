package org.wardbell.activities.event;

import java.util.List;
import java.util.UUID;
import org.wardbell.workflows.event.EventBatch;

/**
 * The events that one transaction recorded: the answers in the order of the requests, and the
 * events (duplicates left out) whose workflow is to be started once the transaction has committed.
 *
 * @param firstType the type of the first fresh event, for the workflow's summary
 */
public record RecordedEvents(List<AcceptedEvent> accepted, List<UUID> fresh, String firstType) {
  /** Nothing was recorded, and nothing is to be started. */
  public static final RecordedEvents NONE = new RecordedEvents(List.of(), List.of(), "");

  public RecordedEvents {
    accepted = List.copyOf(accepted);
    fresh = List.copyOf(fresh);
  }

  /** Returns several answers of one commit as one, in order. */
  static RecordedEvents together(List<RecordedEvents> parts) {
    return new RecordedEvents(
        parts.stream().flatMap(part -> part.accepted.stream()).toList(),
        parts.stream().flatMap(part -> part.fresh.stream()).toList(),
        parts.stream()
            .filter(part -> !part.fresh.isEmpty())
            .map(RecordedEvents::firstType)
            .findFirst()
            .orElse(""));
  }

  /** Returns the inputs of their workflows, of at most 100 events each. */
  public List<EventBatch> batches() {
    return UndispatchedEvents.batches(fresh);
  }

  /**
   * Returns a summary of one of the workflows, such as {@code appointment.booked}, or {@code
   * appointment.booked + 11 more events}.
   */
  String summary(EventBatch batch) {
    int more = batch.eventIds().size() - 1;
    return switch (more) {
      case 0 -> firstType;
      case 1 -> firstType + " + 1 more event";
      default -> firstType + " + " + more + " more events";
    };
  }
}

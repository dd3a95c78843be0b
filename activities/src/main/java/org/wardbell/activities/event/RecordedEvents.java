package org.wardbell.activities.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.temporal.WorkflowLabels;
import org.wardbell.activities.tracing.Tracing;
import org.wardbell.workflows.event.EventBatch;

/**
 * The events that one transaction recorded: the answers in the order of the requests, and the
 * events (duplicates left out) whose workflow is to be started once the transaction has committed.
 */
public record RecordedEvents(List<AcceptedEvent> accepted, List<Fresh> fresh) {
  /** Nothing was recorded, and nothing is to be started. */
  public static final RecordedEvents NONE = new RecordedEvents(List.of(), List.of());

  public RecordedEvents {
    accepted = List.copyOf(accepted);
    fresh = List.copyOf(fresh);
  }

  /** An event that was not there before. */
  public record Fresh(UUID id, UUID clinicId, String type) {}

  /**
   * A workflow that is to be started.
   *
   * @param summary such as {@code appointment.booked}, or {@code appointment.booked + 11 more
   *     events}
   */
  public record Start(EventBatch batch, String summary, WorkflowLabels labels) {}

  /** Returns several answers of one commit as one, in order. */
  static RecordedEvents together(List<RecordedEvents> parts) {
    return new RecordedEvents(
        parts.stream().flatMap(part -> part.accepted.stream()).toList(),
        parts.stream().flatMap(part -> part.fresh.stream()).toList());
  }

  /**
   * Tells the traces of the events that were not there before that they were accepted.
   *
   * @param began when the work began that ended with the commit; null if that was just now
   */
  public void traced(Tracing tracing, @Nullable Instant began) {
    if (tracing.isOn() && !fresh.isEmpty()) {
      Instant start = began == null ? Instant.now() : began;
      fresh.forEach(event -> tracing.accepted(event.id(), event.clinicId(), start));
    }
  }

  /** Returns the workflows of these events. */
  public List<Start> starts() {
    return EventBatch.startedTogether(fresh).stream().map(RecordedEvents::start).toList();
  }

  /** Returns the workflow that these events share. */
  static Start start(List<Fresh> events) {
    List<String> ids = events.stream().map(event -> event.id().toString()).toList();
    return new Start(
        new EventBatch(ids),
        summary(events),
        WorkflowLabels.ofEvents(
            ids,
            events.stream().map(event -> event.clinicId().toString()).toList(),
            events.stream().map(Fresh::type).toList()));
  }

  private static String summary(List<Fresh> events) {
    String first = events.getFirst().type();
    int more = events.size() - 1;
    return switch (more) {
      case 0 -> first;
      case 1 -> first + " + 1 more event";
      default -> first + " + " + more + " more events";
    };
  }
}

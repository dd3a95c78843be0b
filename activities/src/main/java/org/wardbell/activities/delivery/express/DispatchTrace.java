package org.wardbell.activities.delivery.express;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.generated.tables.records.EventRecord;
import org.wardbell.activities.delivery.state.PlannedDelivery;
import org.wardbell.activities.event.RecordedEvents;
import org.wardbell.activities.tracing.Tracing;

/**
 * The notes of a dispatch's transaction for the traces of its events, told once it is committed.
 */
final class DispatchTrace {
  private final Tracing tracing;
  private List<EventRecord> dispatched = List.of();
  private RecordedEvents recorded = RecordedEvents.NONE;
  private @Nullable Instant began;

  DispatchTrace(Tracing tracing) {
    this.tracing = tracing;
  }

  /** Forgets the try before this one. */
  void begin() {
    dispatched = List.of();
    recorded = RecordedEvents.NONE;
    began = tracing.isOn() ? Instant.now() : null;
  }

  /** Notes the events whose webhooks were found. */
  void dispatched(List<EventRecord> events) {
    dispatched = events;
  }

  /** Notes the events that tell of it. */
  void recorded(RecordedEvents events) {
    recorded = events;
  }

  void committed(List<PlannedDelivery> planned) {
    if (began == null) {
      return;
    }
    Map<UUID, Integer> deliveries = new HashMap<>();
    planned.forEach(one -> deliveries.merge(one.event().id(), 1, Integer::sum));
    for (EventRecord event : dispatched) {
      tracing.dispatched(
          event.getId(), event.getClinicId(), began, deliveries.getOrDefault(event.getId(), 0));
    }
    recorded.traced(tracing, null);
  }
}

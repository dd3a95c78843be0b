package org.wardbell.activities.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The first span of a trace that goes on for hours in several processes. Its ids follow from an id
 * that every process knows, so that nothing is kept or handed on (see RATIONALE.md).
 *
 * @param id the trace's id; its second half is the id of the span
 */
public record Origin(UUID id) {
  /** Returns the origin of an event's trace: the trace has the event's id, without hyphens. */
  public static Origin ofEvent(UUID eventId) {
    return new Origin(eventId);
  }

  /**
   * Returns the origin of a push's trace.
   *
   * @param number how many pushes of this calendar had been counted with it
   */
  public static Origin ofPush(UUID calendarId, long number) {
    return new Origin(
        UUID.nameUUIDFromBytes((calendarId + "/" + number).getBytes(StandardCharsets.US_ASCII)));
  }

  String traceId() {
    return TraceId.fromLongs(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  /** Returns the span's id; never the invalid one, because a UUID's second half has a bit set. */
  String spanId() {
    return SpanId.fromLong(id.getLeastSignificantBits());
  }

  SpanContext context(boolean sampled) {
    return SpanContext.createFromRemoteParent(
        traceId(),
        spanId(),
        sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
        TraceState.getDefault());
  }
}

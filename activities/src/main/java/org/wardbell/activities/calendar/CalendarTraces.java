package org.wardbell.activities.calendar;

import io.opentelemetry.api.trace.SpanKind;
import org.wardbell.activities.calendar.sync.SyncSession;
import org.wardbell.activities.tracing.Origin;
import org.wardbell.activities.tracing.SpanName;
import org.wardbell.activities.tracing.TraceAttributes;
import org.wardbell.activities.tracing.TracedWork;
import org.wardbell.activities.tracing.Tracing;

/**
 * The spans of a calendar's work. A pull that pushes asked for goes on in the trace of the latest
 * of them, and names the others; everything else has a trace of its own.
 */
final class CalendarTraces {
  /** Pushes before the latest that a pull names: a flood of them says no more. */
  private static final int LINKS = 16;

  private final Tracing tracing;

  CalendarTraces(Tracing tracing) {
    this.tracing = tracing;
  }

  /** Begins the span of a session's work. */
  TracedWork begin(SpanName name, SyncSession session) {
    if (!tracing.isOn()) {
      return TracedWork.NONE;
    }
    return work(name, session)
        .with(TraceAttributes.CALENDAR, session.calendarId())
        .with(TraceAttributes.CLINIC, session.clinicId())
        .with(TraceAttributes.DOCTOR, session.doctorId())
        .with(TraceAttributes.PUSHES, session.requested());
  }

  private TracedWork work(SpanName name, SyncSession session) {
    long latest = session.requested();
    if (name != SpanName.PULL || latest <= session.handled()) {
      return tracing.begin(name.text(), SpanKind.INTERNAL);
    }
    TracedWork pull =
        tracing.begin(name.text(), SpanKind.CONSUMER, Origin.ofPush(session.calendarId(), latest));
    for (long push = Math.max(session.handled() + 1, latest - LINKS); push < latest; push++) {
      tracing.link(pull, Origin.ofPush(session.calendarId(), push));
    }
    return pull;
  }
}

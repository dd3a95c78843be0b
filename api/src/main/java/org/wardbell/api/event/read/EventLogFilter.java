package org.wardbell.api.event.read;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.query.EventFilter;
import org.wardbell.api.problem.FieldChecks;

/** The filters of the list of events that are sent as text, checked; null means any. */
public record EventLogFilter(
    @Nullable String eventType,
    @Nullable String source,
    @Nullable Instant from,
    @Nullable Instant to) {
  /** The sources of events. */
  public static final List<String> SOURCES = List.of("api", "calendar", "system");

  /**
   * Returns the filter.
   *
   * @throws org.wardbell.api.problem.ProblemException 422 with all that is wrong with it
   */
  public static EventLogFilter of(
      @Nullable String eventType,
      @Nullable String source,
      @Nullable String from,
      @Nullable String to) {
    FieldChecks checks = new FieldChecks();
    if (source != null && !SOURCES.contains(source)) {
      checks.add(
          "source", "is none that there is", "There are: " + String.join(", ", SOURCES) + ".");
    }
    EventLogFilter filter =
        new EventLogFilter(
            checks.optionalEventType(eventType),
            source,
            checks.optionalTime("from", from),
            checks.optionalTime("to", to));
    checks.period(filter.from(), filter.to());
    checks.orThrow();
    return filter;
  }

  /** Returns the question for a clinic's events, or those of all. */
  public EventFilter of(@Nullable UUID clinic, byte @Nullable [] subject, @Nullable Long before) {
    return new EventFilter(clinic, subject, eventType, source, from, to, before);
  }
}

package org.wardbell.api.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.FieldChecks;

/** The filters of the execution log that are sent as text, checked; null means any. */
public record LogFilter(
    @Nullable String eventType,
    @Nullable String code,
    @Nullable String trigger,
    @Nullable Instant from,
    @Nullable Instant to) {
  /** The triggers of deliveries. */
  public static final List<String> OF_DELIVERIES = List.of("live", "resend", "replay");

  /** The triggers of attempts. */
  public static final List<String> OF_ATTEMPTS = List.of("schedule", "resend", "replay");

  /**
   * Returns the filter, or ends the request with all that is wrong with it.
   *
   * @param triggers that there are
   */
  public static LogFilter of(
      @Nullable String eventType,
      @Nullable String code,
      @Nullable String trigger,
      List<String> triggers,
      @Nullable String from,
      @Nullable String to) {
    FieldChecks checks = new FieldChecks();
    LogFilter filter = of(checks, eventType, code, trigger, triggers, from, to);
    checks.orThrow();
    return filter;
  }

  /** Returns the filter, for a request that collects its problems. */
  public static LogFilter of(
      FieldChecks checks,
      @Nullable String eventType,
      @Nullable String code,
      @Nullable String trigger,
      List<String> triggers,
      @Nullable String from,
      @Nullable String to) {
    if (trigger != null && !triggers.contains(trigger)) {
      checks.add(
          "trigger", "is none that there is", "There are: " + String.join(", ", triggers) + ".");
    }
    LogFilter filter =
        new LogFilter(
            checks.optionalEventType(eventType),
            checks.optionalCode(code),
            trigger,
            checks.optionalTime("from", from),
            checks.optionalTime("to", to));
    checks.period(filter.from(), filter.to());
    return filter;
  }
}

package org.wardbell.api.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.FieldChecks;

/** The filter by when deliveries ended, checked; null leaves a side of it open. */
public record EndFilter(@Nullable Instant from, @Nullable Instant to) {
  /** Returns the filter, or ends the request with what is wrong with it. */
  static EndFilter of(@Nullable String from, @Nullable String to) {
    FieldChecks checks = new FieldChecks();
    EndFilter filter = of(checks, from, to);
    checks.orThrow();
    return filter;
  }

  /** Returns the filter, for a request that collects its problems. */
  public static EndFilter of(FieldChecks checks, @Nullable String from, @Nullable String to) {
    EndFilter filter =
        new EndFilter(checks.optionalTime("ended_from", from), checks.optionalTime("ended_to", to));
    checks.period("ended_from", filter.from(), "ended_to", filter.to());
    return filter;
  }
}

package org.wardbell.api.delivery;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.query.StatusFilter;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The check of statuses that a request names, with commas between. */
public final class StatusWords {
  /** The description of such a filter. */
  public static final String DESCRIPTION =
      "Only those whose delivery has this status now, or one of several with commas between: PENDING, SENDING, PARKED,"
          + " DELIVERED, EXHAUSTED, REFUSED, GONE, CANCELLED.";

  /** An example of it: all that failed. */
  public static final String EXAMPLE = "EXHAUSTED,REFUSED,GONE";

  private StatusWords() {}

  /** Returns the filter, or ends the request with what is wrong with it; null means any. */
  public static @Nullable StatusFilter of(@Nullable String text) {
    FieldChecks checks = new FieldChecks();
    StatusFilter filter = of(checks, text);
    checks.orThrow();
    return filter;
  }

  /** Returns the filter, for a request that collects its problems. */
  public static @Nullable StatusFilter of(FieldChecks checks, @Nullable String text) {
    if (text == null) {
      return null;
    }
    Set<DeliveryStatus> any = EnumSet.noneOf(DeliveryStatus.class);
    for (String word : text.split(",", -1)) {
      DeliveryStatus status = checks.optionalConstant("status", word, DeliveryStatus.class);
      if (status == null) {
        return null;
      }
      any.add(status);
    }
    return new StatusFilter(any);
  }
}

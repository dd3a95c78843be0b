package org.wardbell.api.calendar;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.api.problem.FieldChecks;

/** The policy that a request asks for. */
final class RequestedPolicy {
  private RequestedPolicy() {}

  static CalendarPolicy of(
      @Nullable String deletion,
      @Nullable String guests,
      @Nullable Boolean meet,
      FieldChecks checks) {
    return new CalendarPolicy(
        choice("deletion", deletion, CalendarPolicy.Deletion.CANCEL, checks),
        choice("guests", guests, CalendarPolicy.Guests.NONE, checks),
        Boolean.TRUE.equals(meet));
  }

  private static <E extends Enum<E>> E choice(
      String field, @Nullable String value, E otherwise, FieldChecks checks) {
    if (value == null) {
      return otherwise;
    }
    for (E each : otherwise.getDeclaringClass().getEnumConstants()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(value)) {
        return each;
      }
    }
    checks.add(field, "is none of the words it can be", "The API reference lists them.");
    return otherwise;
  }
}

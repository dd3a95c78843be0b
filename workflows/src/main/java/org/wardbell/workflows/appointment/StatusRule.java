package org.wardbell.workflows.appointment;

import static org.wardbell.workflows.appointment.AppointmentStatus.ARRIVED;
import static org.wardbell.workflows.appointment.AppointmentStatus.BOOKED;
import static org.wardbell.workflows.appointment.AppointmentStatus.CANCELLED;
import static org.wardbell.workflows.appointment.AppointmentStatus.CHECKED_IN;
import static org.wardbell.workflows.appointment.AppointmentStatus.CHECKED_OUT;
import static org.wardbell.workflows.appointment.AppointmentStatus.INCOMPLETE;
import static org.wardbell.workflows.appointment.AppointmentStatus.NO_SHOW;
import static org.wardbell.workflows.appointment.AppointmentStatus.PENDING;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rule which status may follow which, and by which words people name them. */
public final class StatusRule {
  /** KiviCare's numbers and names, in lower case with underscores, and the words of FHIR R4. */
  private static final Map<String, AppointmentStatus> WORDS =
      Map.ofEntries(
          Map.entry("0", CANCELLED),
          Map.entry("1", BOOKED),
          Map.entry("2", PENDING),
          Map.entry("3", CHECKED_OUT),
          Map.entry("4", CHECKED_IN),
          Map.entry("check_out", CHECKED_OUT),
          Map.entry("check_in", CHECKED_IN),
          Map.entry("checkout", CHECKED_OUT),
          Map.entry("checkin", CHECKED_IN),
          Map.entry("fulfilled", CHECKED_OUT),
          Map.entry("noshow", NO_SHOW));

  private StatusRule() {}

  /** Returns the status that a word or number means: ours, or one of KiviCare's or FHIR's. */
  public static Optional<AppointmentStatus> named(String word) {
    String plain = word.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    AppointmentStatus known = WORDS.get(plain);
    if (known != null) {
      return Optional.of(known);
    }
    return EnumSet.allOf(AppointmentStatus.class).stream()
        .filter(status -> status.name().toLowerCase(Locale.ROOT).equals(plain))
        .findFirst();
  }

  /**
   * Returns the statuses that may follow: what is open may become anything, what is closed only
   * what corrects it.
   */
  public static Set<AppointmentStatus> after(AppointmentStatus status) {
    return switch (status) {
      case PENDING, BOOKED, ARRIVED, CHECKED_IN -> {
        Set<AppointmentStatus> others = EnumSet.allOf(AppointmentStatus.class);
        others.remove(status);
        yield others;
      }
      case CHECKED_OUT -> EnumSet.of(CHECKED_IN, NO_SHOW);
      case CANCELLED -> EnumSet.of(PENDING, BOOKED);
      case INCOMPLETE -> EnumSet.of(PENDING, BOOKED, CHECKED_OUT, CANCELLED, NO_SHOW);
      case NO_SHOW -> EnumSet.of(BOOKED, ARRIVED, CHECKED_IN, CHECKED_OUT);
    };
  }
}

package org.wardbell.api.dashboard.calendar;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.Doctor;
import org.wardbell.api.calendar.ConnectionRequest;
import org.wardbell.api.dashboard.signin.FormProblems;

/**
 * The form that begins a connection, with what was typed.
 *
 * @param which {@code choose} or {@code primary}
 * @param clinic the clinic whose doctor it is, or empty for the one that REST takes
 * @param doctors those with a calendar already, whom the field offers
 */
public record ConnectForm(
    String doctorId,
    String which,
    String deletion,
    String guests,
    boolean meet,
    String clinic,
    List<Doctor> doctors,
    FormProblems problems) {
  /** Says that one of the account's calendars is chosen after the consent. */
  static final String CHOOSE = "choose";

  /** Most doctors have one calendar; who has more chooses before, which saves all others a page. */
  private static final String PRIMARY = "primary";

  public ConnectForm {
    doctors = List.copyOf(doctors);
  }

  static ConnectForm empty(@Nullable String doctorId, String clinic, List<Doctor> doctors) {
    return new ConnectForm(
        doctorId == null ? "" : doctorId,
        PRIMARY,
        "cancel",
        "none",
        false,
        clinic,
        doctors,
        FormProblems.NONE);
  }

  ConnectForm refused(FormProblems why) {
    return new ConnectForm(doctorId, which, deletion, guests, meet, clinic, doctors, why);
  }

  ConnectionRequest request() {
    return new ConnectionRequest(
        doctorId.strip(), null, which.equals(CHOOSE), deletion, guests, meet, null);
  }
}

package org.wardbell.api.dashboard.appointment;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.Doctor;
import org.wardbell.workflows.appointment.AppointmentStatus;

/**
 * The content of the list of appointments, or of a week.
 *
 * @param filter as it was asked for
 * @param clinic the name of the clinic that is shown to somebody who looks at all of them, or empty
 * @param zone the clinic's, in which times are
 * @param doctors whom the filter offers
 * @param rows of the list
 * @param week the week, or null for the list
 * @param weekAddress of the week view with the same doctor
 * @param listAddress of the list with the same filter
 * @param next the address of the following page, or null at the end
 * @param first the address of the newest page, or null if this is it
 */
public record AppointmentsPage(
    AppointmentsFilter filter,
    String clinic,
    String zone,
    List<Doctor> doctors,
    List<Row> rows,
    @Nullable Week week,
    String weekAddress,
    String listAddress,
    @Nullable String next,
    @Nullable String first) {
  public AppointmentsPage {
    doctors = List.copyOf(doctors);
    rows = List.copyOf(rows);
  }

  /** Returns the statuses that the filter offers. */
  public List<AppointmentStatus> statuses() {
    return List.of(AppointmentStatus.values());
  }

  /**
   * An appointment in the list.
   *
   * @param time day and time in the clinic's zone
   * @param remark what the calendar said, or empty
   */
  public record Row(
      UUID id,
      UUID clinic,
      String time,
      String doctor,
      StatusWords words,
      String remark,
      String externalId) {}

  /**
   * A week.
   *
   * @param title its first and last day
   * @param before the address of the week before; likewise the others
   * @param isCut whether there are more appointments than are drawn
   */
  public record Week(
      String title, String before, String now, String after, WeekGrid grid, boolean isCut) {}
}

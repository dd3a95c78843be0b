package org.wardbell.api.dashboard.appointment;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.Doctor;
import org.wardbell.activities.calendar.link.ShownEvent;
import org.wardbell.api.dashboard.calendar.CalendarWords;
import org.wardbell.api.dashboard.signin.FormProblems;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.Patient;
import org.wardbell.workflows.appointment.StatusRule;
import org.wardbell.workflows.appointment.SyncResult;

/**
 * The content of an appointment's page.
 *
 * @param times the clinic's
 * @param history newest first
 * @param conflict the doctor's change that was put back, or null
 * @param move the form for another time
 * @param events of Google's that show it
 * @param showsPatient whether patient, services, description and video meeting are shown
 * @param problem why nothing was done, or null
 */
public record AppointmentPage(
    Appointment appointment,
    Doctor ofDoctor,
    ClinicTimes times,
    List<ChangeWords> history,
    @Nullable Conflict conflict,
    MoveForm move,
    List<ShownEvent> events,
    boolean showsPatient,
    @Nullable String problem) {
  public AppointmentPage {
    history = List.copyOf(history);
    events = List.copyOf(events);
  }

  /**
   * The form for another time.
   *
   * @param free times that are free in place of the wanted one
   */
  public record MoveForm(
      String start, String minutes, List<Conflict.Offer> free, FormProblems problems) {
    public MoveForm {
      free = List.copyOf(free);
    }
  }

  /** Returns the address of the page. */
  public String address() {
    return AppointmentsFilter.PATH + "/" + appointment.id();
  }

  public String doctor() {
    return CalendarWords.name(ofDoctor);
  }

  public StatusWords words() {
    return StatusWords.of(appointment.status());
  }

  /** Returns day and time, in the clinic's zone. */
  public String time() {
    return times.slot(appointment.slot());
  }

  /** Returns the same in the zone in which it was agreed, or empty if that is the clinic's. */
  public String agreed() {
    return appointment.zone().equals(times.zone())
        ? ""
        : new ClinicTimes(appointment.zone()).slot(appointment.slot())
            + " in "
            + appointment.zone().getId();
  }

  /** Returns the statuses that buttons lead to; the calendar alone makes one incomplete. */
  public List<AppointmentStatus> following() {
    List<AppointmentStatus> following = new ArrayList<>(StatusRule.after(appointment.status()));
    following.remove(AppointmentStatus.INCOMPLETE);
    following.remove(AppointmentStatus.PENDING);
    return following;
  }

  /** Returns whether it can get another time. */
  public boolean canMove() {
    return appointment.status().isOpen();
  }

  public String remark() {
    return remark(appointment);
  }

  /** Returns what the calendar said last, or empty. */
  static String remark(Appointment appointment) {
    Appointment.Sync sync = appointment.sync();
    if (sync == null) {
      return "";
    }
    return switch (sync.result()) {
      case REVERTED -> "the doctor’s change in Google was put back";
      case REFUSED ->
          "Google refuses to show it as it is" + (sync.code() == null ? "" : ": " + sync.code());
      case UPDATED -> "followed a change in Google";
      case CANCELLED, UNLINKED -> "its event was deleted in Google";
    };
  }

  /** Returns whether Google refuses it. */
  public boolean isRefused() {
    return appointment.sync() != null && appointment.sync().result() == SyncResult.REFUSED;
  }

  /** Returns whom it is for; only while that is shown. */
  public @Nullable Patient patient() {
    return showsPatient ? appointment.patient() : null;
  }

  /** Hides whom it is for. */
  @Override
  public String toString() {
    return "AppointmentPage[" + appointment.id() + "]";
  }
}

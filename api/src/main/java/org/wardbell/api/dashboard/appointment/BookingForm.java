package org.wardbell.api.dashboard.appointment;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.Doctor;
import org.wardbell.api.dashboard.signin.FormProblems;

/**
 * The form that books, with what was typed.
 *
 * @param clinic the clinic that is booked in, for somebody who looks at all of them, or empty
 * @param zone the clinic's
 * @param free times that are free in place of the wanted one
 */
public record BookingForm(
    Typed typed,
    String clinic,
    String zone,
    List<Doctor> doctors,
    List<Conflict.Offer> free,
    FormProblems problems) {
  public BookingForm {
    doctors = List.copyOf(doctors);
    free = List.copyOf(free);
  }

  /** The texts that somebody typed. */
  public record Typed(
      String doctorId,
      String start,
      String minutes,
      String patientId,
      String patientName,
      String patientEmail,
      String patientContactNumber,
      String services,
      String description) {
    /** Returns a text for a field that is left out if it is empty. */
    static @Nullable String orNothing(String text) {
      return text.isBlank() ? null : text.strip();
    }

    /** Returns the services, one of each line. */
    List<@Nullable String> serviceNames() {
      return new ArrayList<>(
          services.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
    }

    /** Hides whom it is for. */
    @Override
    public String toString() {
      return "Typed[hidden]";
    }
  }

  /** Hides whom it is for. */
  @Override
  public String toString() {
    return "BookingForm[hidden]";
  }
}

package org.wardbell.api.dashboard.appointment;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wardbell.activities.appointment.Doctor;
import org.wardbell.activities.calendar.CalendarStore;
import org.wardbell.activities.calendar.CalendarView;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.problem.ProblemException;

/** The clinic whose appointments a page shows: as for REST, that of the caller or the default. */
@Component
final class ShownClinic {
  /** Calendars whose doctors are offered. */
  private static final int OFFERED = 200;

  private final RequestedClinic requestedClinic;
  private final ClinicStore clinics;
  private final CalendarStore calendars;

  ShownClinic(RequestedClinic requestedClinic, ClinicStore clinics, CalendarStore calendars) {
    this.requestedClinic = requestedClinic;
    this.clinics = clinics;
    this.calendars = calendars;
  }

  ClinicFacts of(Caller caller) {
    return named(requestedClinic.of(caller, null));
  }

  ClinicFacts named(UUID id) {
    return clinics.find(id).orElseThrow(() -> ProblemException.notFound("clinic"));
  }

  /** Returns a clinic's doctors who have a calendar. */
  List<Doctor> doctors(UUID clinic) {
    return calendars.list(clinic, null, null, null, OFFERED).stream()
        .map(CalendarView::doctor)
        .distinct()
        .toList();
  }
}

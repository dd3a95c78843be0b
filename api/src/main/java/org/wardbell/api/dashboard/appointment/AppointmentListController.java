package org.wardbell.api.dashboard.appointment;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.appointment.AppointmentList.Listed;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.appointment.AppointmentCommands;
import org.wardbell.api.appointment.AppointmentCursor;
import org.wardbell.api.dashboard.calendar.CalendarWords;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.workflows.appointment.Appointment;

/** The list of appointments, or their week. */
@Controller
class AppointmentListController {
  private final AppointmentCommands commands;
  private final AppointmentWeeks weeks;
  private final ShownClinic clinics;

  AppointmentListController(
      AppointmentCommands commands, AppointmentWeeks weeks, ShownClinic clinics) {
    this.commands = commands;
    this.weeks = weeks;
    this.clinics = clinics;
  }

  @GetMapping(AppointmentsFilter.PATH)
  @Needs(Role.READER)
  String show(
      @RequestParam(name = "doctor_id", required = false) @Nullable String doctor,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable String view,
      @RequestParam(required = false) @Nullable String week,
      Caller caller,
      Model model) {
    if (view != null && !view.equals("week")) {
      throw ProblemException.invalid("view", "is none that there is", "Choose one of the tabs.");
    }
    ClinicFacts clinic = clinics.of(caller);
    ClinicTimes times = new ClinicTimes(clinic.timeZone());
    AppointmentsFilter filter = AppointmentsFilter.of(doctor, status, from, to);
    model.addAttribute(
        "page",
        "week".equals(view)
            ? page(
                filter,
                clinic,
                List.of(),
                weeks.of(filter, week, clinic.id(), times, caller),
                null,
                null,
                caller)
            : list(filter, cursor, clinic, times, caller));
    return "appointment/appointments";
  }

  private AppointmentsPage list(
      AppointmentsFilter filter,
      @Nullable String cursor,
      ClinicFacts clinic,
      ClinicTimes times,
      Caller caller) {
    PageRequest asked = PageRequest.of(null, cursor);
    Page<AppointmentsPage.Row> found =
        asked.page(
            commands.list(
                filter.question(clinic.id(), times, AppointmentCursor.read(asked)),
                asked.rows(),
                caller),
            listed -> AppointmentCursor.of(listed.appointment()),
            listed -> row(listed, times));
    String next = found.nextCursor();
    return page(
        filter,
        clinic,
        found.data(),
        null,
        next == null ? null : filter.address(next),
        cursor == null ? null : filter.address(null),
        caller);
  }

  private AppointmentsPage page(
      AppointmentsFilter filter,
      ClinicFacts clinic,
      List<AppointmentsPage.Row> rows,
      AppointmentsPage.@Nullable Week week,
      @Nullable String next,
      @Nullable String first,
      Caller caller) {
    return new AppointmentsPage(
        filter,
        caller.clinicId() == null ? clinic.name() : "",
        clinic.timeZone().getId(),
        clinics.doctors(clinic.id()),
        rows,
        week,
        filter.week(LocalDate.now(clinic.timeZone())),
        filter.address(null),
        next,
        first);
  }

  private static AppointmentsPage.Row row(Listed listed, ClinicTimes times) {
    Appointment appointment = listed.appointment();
    return new AppointmentsPage.Row(
        appointment.id(),
        appointment.clinicId(),
        times.slot(appointment.slot()),
        CalendarWords.name(listed.doctor()),
        StatusWords.of(appointment.status()),
        AppointmentPage.remark(appointment),
        appointment.externalId() == null ? "" : appointment.externalId());
  }
}

package org.wardbell.api.dashboard.calendar;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wardbell.activities.appointment.Doctor;
import org.wardbell.activities.calendar.CalendarStore;
import org.wardbell.activities.calendar.CalendarView;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.calendar.CalendarCommands;
import org.wardbell.api.calendar.ConnectionCommands;
import org.wardbell.api.calendar.ConnectionRequest;
import org.wardbell.api.calendar.ConnectionStartView;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.dashboard.signin.FormProblems;
import org.wardbell.api.problem.ProblemException;

/**
 * The pages that connect a calendar by consent. The link to Google is shown and not redirected to:
 * the policy of pages lets no form lead elsewhere, and often another person opens it.
 */
@Controller
class ConnectController {
  static final String CONNECTIONS = CalendarListController.PATH + "/connections/";

  private static final String CONNECT = CalendarListController.PATH + "/connect";

  /** Calendars whose doctors the form offers. */
  private static final int OFFERED = 200;

  private final ConnectionCommands connections;
  private final CalendarCommands calendars;
  private final CalendarStore store;
  private final RequestedClinic requestedClinic;
  private final ClinicStore clinics;

  ConnectController(
      ConnectionCommands connections,
      CalendarCommands calendars,
      CalendarStore store,
      RequestedClinic requestedClinic,
      ClinicStore clinics) {
    this.connections = connections;
    this.calendars = calendars;
    this.store = store;
    this.requestedClinic = requestedClinic;
    this.clinics = clinics;
  }

  @GetMapping(CONNECT)
  @Needs(Role.ADMIN)
  String form(
      @RequestParam(name = "doctor_id", required = false) @Nullable String doctor,
      Caller caller,
      Model model) {
    model.addAttribute("form", ConnectForm.empty(doctor, clinic(caller), doctors(caller)));
    return "calendar/connect";
  }

  @PostMapping(CONNECT)
  @Needs(Role.ADMIN)
  String begin(
      @RequestParam(name = "doctor_id", defaultValue = "") String doctor,
      @RequestParam(defaultValue = ConnectForm.CHOOSE) String which,
      @RequestParam(defaultValue = "cancel") String deletion,
      @RequestParam(defaultValue = "none") String guests,
      @RequestParam(defaultValue = "false") boolean meet,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    ConnectForm form =
        new ConnectForm(
            doctor,
            which,
            deletion,
            guests,
            meet,
            clinic(caller),
            doctors(caller),
            FormProblems.NONE);
    try {
      return begun(form.request(), caller, model);
    } catch (ProblemException problem) {
      model.addAttribute("form", form.refused(FormProblems.refuse(problem, response)));
      return "calendar/connect";
    }
  }

  /** Begins the consent by which a calendar is connected again, with the settings that it has. */
  @PostMapping(CalendarListController.PATH + "/{id}/reconnect")
  @Needs(Role.ADMIN)
  String reconnect(@PathVariable UUID id, Caller caller, Model model) {
    CalendarView calendar = calendars.find(id, caller);
    return begun(
        new ConnectionRequest(
            calendar.doctor().externalId(),
            calendar.googleCalendarId(),
            false,
            null,
            null,
            null,
            caller.clinicId() == null ? calendar.clinicId().toString() : null),
        caller,
        model);
  }

  private String begun(ConnectionRequest request, Caller caller, Model model) {
    ConnectionStartView begun = connections.begin(request, caller);
    return page(begun.id(), begun.authorizationUrl(), null, caller, model);
  }

  @GetMapping(CONNECTIONS + "{id}")
  @Needs(Role.ADMIN)
  String show(@PathVariable UUID id, Caller caller, Model model) {
    return page(id, null, null, caller, model);
  }

  private String page(
      UUID id, @Nullable URI link, @Nullable String problem, Caller caller, Model model) {
    model.addAttribute("page", new ConnectionPage(connections.find(id, caller), link, problem));
    return "calendar/connection";
  }

  /** Returns how it stands, anew; nothing while the doctor or a worker has the next step. */
  @GetMapping(CONNECTIONS + "{id}/state")
  @Needs(Role.ADMIN)
  @Nullable ModelAndView state(@PathVariable UUID id, Caller caller, HttpServletResponse response) {
    ConnectionPage page = new ConnectionPage(connections.find(id, caller), null, null);
    if (page.isOpen()) {
      response.setStatus(HttpStatus.NO_CONTENT.value());
      return null;
    }
    return new ModelAndView("calendar/state", Map.of("page", page));
  }

  @PostMapping(CONNECTIONS + "{id}/choose")
  @Needs(Role.ADMIN)
  String choose(
      @PathVariable UUID id,
      @RequestParam(name = "google_calendar_id", required = false) @Nullable String chosen,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    try {
      connections.choose(id, chosen, caller);
    } catch (ProblemException problem) {
      FormProblems problems = FormProblems.refuse(problem, response);
      String field = problems.of("google_calendar_id");
      return page(id, null, field == null ? problems.sentence() : field, caller, model);
    }
    UUID calendar = connections.find(id, caller).calendarId();
    return "redirect:"
        + (calendar == null ? CONNECTIONS + id : CalendarListController.PATH + "/" + calendar);
  }

  /** Returns the name of the clinic that REST takes, to somebody who looks at all of them. */
  private String clinic(Caller caller) {
    return caller.clinicId() == null
        ? clinics.find(requestedClinic.of(caller, null)).map(ClinicFacts::name).orElse("")
        : "";
  }

  private List<Doctor> doctors(Caller caller) {
    return store.list(requestedClinic.of(caller, null), null, null, null, OFFERED).stream()
        .map(CalendarView::doctor)
        .distinct()
        .toList();
  }
}

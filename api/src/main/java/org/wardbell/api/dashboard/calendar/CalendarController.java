package org.wardbell.api.dashboard.calendar;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.appointment.AppointmentList;
import org.wardbell.activities.calendar.CalendarStore;
import org.wardbell.activities.calendar.CalendarView;
import org.wardbell.activities.calendar.trouble.Quarantine;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.calendar.CalendarCommands;
import org.wardbell.api.dashboard.frame.Addresses;
import org.wardbell.api.dashboard.refusal.RefusalWords;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The page of one calendar, its buttons, and the question before it is given up. */
@Controller
@RequestMapping(CalendarListController.PATH + "/{id}")
class CalendarController {
  /** As many coming appointments as the question before giving up counts. */
  private static final int COUNTED = 100;

  private final CalendarStore calendars;
  private final CalendarCommands commands;
  private final AppointmentList appointments;

  CalendarController(
      CalendarStore calendars, CalendarCommands commands, AppointmentList appointments) {
    this.calendars = calendars;
    this.commands = commands;
    this.appointments = appointments;
  }

  @GetMapping
  @Needs(Role.READER)
  String show(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String cursor,
      Caller caller,
      Model model) {
    return page(commands.find(id, caller), cursor, null, model);
  }

  private String page(
      CalendarView calendar, @Nullable String cursor, @Nullable String problem, Model model) {
    PageRequest asked = PageRequest.of(null, cursor);
    Page<Quarantine.Item> quarantine =
        asked.page(
            calendars.quarantine(calendar.id(), asked.cursor(), asked.rows()),
            Quarantine.Item::id,
            item -> item);
    String next = quarantine.nextCursor();
    model.addAttribute(
        "page",
        new CalendarPage(
            calendar,
            CalendarWords.of(calendar),
            quarantine.data(),
            next == null
                ? null
                : Addresses.of(
                        CalendarListController.PATH + "/" + calendar.id(), Map.of("cursor", next))
                    + "#unreadable",
            problem));
    return "calendar/calendar";
  }

  @PostMapping("/sync")
  @Needs(Role.ADMIN)
  String compare(@PathVariable UUID id, Caller caller, HttpServletResponse response, Model model) {
    return done(id, () -> commands.compare(id, caller), caller, response, model);
  }

  @PostMapping("/resume")
  @Needs(Role.ADMIN)
  String resume(@PathVariable UUID id, Caller caller, HttpServletResponse response, Model model) {
    return done(id, () -> commands.resume(id, caller), caller, response, model);
  }

  @PostMapping("/receive")
  @Needs(Role.ADMIN)
  String receive(@PathVariable UUID id, Caller caller, HttpServletResponse response, Model model) {
    return done(id, () -> commands.receive(id, _ -> {}, caller), caller, response, model);
  }

  /** Leads back to the page, or shows it with the reason why nothing was done. */
  private String done(
      UUID id, Runnable act, Caller caller, HttpServletResponse response, Model model) {
    try {
      act.run();
      return "redirect:" + CalendarListController.PATH + "/" + id;
    } catch (ProblemException problem) {
      if (problem.kind() != ProblemKind.CONFLICT
          && problem.kind() != ProblemKind.TOO_MANY_REQUESTS) {
        throw problem;
      }
      response.setStatus(problem.kind().status().value());
      return page(
          commands.find(id, caller), null, RefusalWords.of(problem.document().detail()), model);
    }
  }

  /** Says what giving the calendar up will do. */
  @GetMapping("/disconnect")
  @Needs(Role.ADMIN)
  String ask(@PathVariable UUID id, Caller caller, Model model) {
    CalendarView calendar = commands.find(id, caller);
    int coming =
        appointments
            .list(
                new AppointmentList.Filter(
                    calendar.clinicId(),
                    calendar.doctor().id().toString(),
                    null,
                    null,
                    Instant.now(),
                    null,
                    null),
                COUNTED + 1)
            .size();
    model.addAttribute(
        "page", new CalendarPage(calendar, CalendarWords.of(calendar), List.of(), null, null));
    model.addAttribute(
        "coming", coming > COUNTED ? "more than " + COUNTED : Integer.toString(coming));
    return "calendar/disconnect";
  }

  @PostMapping("/disconnect")
  @Needs(Role.ADMIN)
  String disconnect(@PathVariable UUID id, Caller caller) {
    commands.disconnect(id, _ -> {}, caller);
    return "redirect:" + CalendarListController.PATH + "/" + id;
  }
}

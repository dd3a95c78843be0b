package org.wardbell.api.dashboard.appointment;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.appointment.AppointmentCommands;
import org.wardbell.api.dashboard.signin.FormProblems;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.SlotRule;
import org.wardbell.workflows.appointment.StatusRule;
import org.wardbell.workflows.appointment.TimeSlot;

/** The page of one appointment, and what can be done there. */
@Controller
@RequestMapping(AppointmentsFilter.PATH + "/{id}")
class AppointmentController {
  private final AppointmentCommands commands;
  private final AppointmentPages pages;

  AppointmentController(AppointmentCommands commands, AppointmentPages pages) {
    this.commands = commands;
    this.pages = pages;
  }

  @GetMapping
  @Needs(Role.READER)
  String show(@PathVariable UUID id, Caller caller, Model model) {
    return page(id, false, AppointmentPages.Refused.NOTHING, caller, model);
  }

  /** Shows whom it is for: for this one view, and noted in the audit trail. */
  @PostMapping("/patient")
  @Needs(Role.READER)
  String patient(@PathVariable UUID id, Caller caller, Model model) {
    return page(id, true, AppointmentPages.Refused.NOTHING, caller, model);
  }

  private String page(
      UUID id, boolean patient, AppointmentPages.Refused refused, Caller caller, Model model) {
    model.addAttribute("page", pages.of(id, patient, refused, caller));
    return "appointment/appointment";
  }

  /**
   * Moves it.
   *
   * @param slot a free time that a button offered; it counts before what the fields say
   */
  @PostMapping("/move")
  @Needs(Role.WRITER)
  String move(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String start,
      @RequestParam(required = false) @Nullable String minutes,
      @RequestParam(required = false) @Nullable String slot,
      @RequestParam(required = false) @Nullable Integer version,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    Appointment found = commands.read(id, false, caller);
    try {
      var _ =
          commands.move(
              id,
              wanted(pages.times(found), slot == null ? start : slot, minutes),
              unchanged(version),
              caller);
      return back(id);
    } catch (ProblemException problem) {
      return refused(id, problem, start, minutes, caller, response, model);
    }
  }

  /** Returns the slot that fields stand for, or ends the request with 422. */
  static TimeSlot wanted(ClinicTimes times, @Nullable String start, @Nullable String minutes) {
    FieldChecks checks = new FieldChecks();
    Instant from = times.moment("start", start, checks);
    if (from == null && checks.isClean()) {
      checks.add("start", "is missing", "Choose day and time.");
    }
    Duration length = length(minutes, checks);
    checks.orThrow();
    return from == null
        ? new TimeSlot(Instant.EPOCH, Instant.EPOCH)
        : new TimeSlot(from, from.plus(length));
  }

  private static Duration length(@Nullable String minutes, FieldChecks checks) {
    long most = SlotRule.MAXIMUM_LENGTH.toMinutes();
    if (minutes == null || !minutes.strip().matches("\\d{1,4}")) {
      checks.add("minutes", "is no number of minutes", "Write 1 to " + most + ".");
      return Duration.ZERO;
    }
    int number = Integer.parseInt(minutes.strip());
    checks.between("minutes", number, 1, (int) most, "An appointment lasts a day at most.");
    return Duration.ofMinutes(number);
  }

  @PostMapping("/status")
  @Needs(Role.WRITER)
  String status(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String status,
      @RequestParam(required = false) @Nullable Integer version,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    AppointmentStatus wanted =
        StatusRule.named(status)
            .orElseThrow(
                () ->
                    ProblemException.invalid(
                        "status", "is none that there is", "Use the buttons of the page."));
    try {
      var _ = commands.changeStatus(id, wanted, unchanged(version), caller);
      return back(id);
    } catch (ProblemException problem) {
      return refused(id, problem, null, null, caller, response, model);
    }
  }

  private String refused(
      UUID id,
      ProblemException problem,
      @Nullable String start,
      @Nullable String minutes,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    if (problem.kind() != ProblemKind.CONFLICT && problem.kind() != ProblemKind.INVALID) {
      throw problem;
    }
    FormProblems problems = FormProblems.refuse(problem, response);
    return page(
        id, false, AppointmentPages.refused(problem, problems, start, minutes), caller, model);
  }

  /** Leaves an appointment as it is that is not the one that the person saw. */
  private static Consumer<Appointment> unchanged(@Nullable Integer version) {
    return before -> {
      if (version != null && before.version() != version) {
        throw ProblemException.of(
            ProblemKind.CONFLICT,
            "It was changed meanwhile, so nothing was done. This is how it is now; decide again.");
      }
    };
  }

  private static String back(UUID id) {
    return "redirect:" + AppointmentsFilter.PATH + "/" + id;
  }
}

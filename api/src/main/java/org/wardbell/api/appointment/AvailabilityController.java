package org.wardbell.api.appointment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.appointment.Doctor;
import org.wardbell.activities.appointment.FreeTimes;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.FreeSlot;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.workflows.appointment.FreeSlots;
import org.wardbell.workflows.appointment.SlotRule;
import org.wardbell.workflows.appointment.TimeSlot;

/** The times at which a doctor is free. */
@RestController
@RequestMapping("/api/v1/availability")
@Tag(name = "Appointments")
class AvailabilityController {
  /** A month and a bit: what a page of a calendar shows. */
  private static final Duration LONGEST = Duration.ofDays(35);

  private static final int MOST_MINUTES = (int) SlotRule.MAXIMUM_LENGTH.toMinutes();
  private static final String A_DAY_AT_MOST =
      "Write whole minutes, at most " + MOST_MINUTES + " (a day).";

  private final FreeTimes freeTimes;
  private final RequestedClinic requestedClinic;
  private final ClinicStore clinics;

  AvailabilityController(
      FreeTimes freeTimes, RequestedClinic requestedClinic, ClinicStore clinics) {
    this.freeTimes = freeTimes;
    this.requestedClinic = requestedClinic;
    this.clinics = clinics;
  }

  @GetMapping
  @Needs(Role.READER)
  @Operation(
      summary = "List the free slots of a doctor",
      description =
          "Slots that end within the time asked for, and that no appointment and no busy time of the doctor's calendar"
              + " touches. They begin on a grid that starts at midnight in the zone. Opening hours are not known here. A slot"
              + " may be taken a moment later: the booking decides.")
  Page<FreeSlot> list(
      @Parameter(description = "The doctor: the clinic's own id, or ours.")
          @RequestParam(name = "doctor_id")
          String doctor,
      @Parameter(description = "From this moment on (RFC 3339).") @RequestParam String from,
      @Parameter(description = "Up to this moment (RFC 3339), at most 35 days later.") @RequestParam
          String to,
      @Parameter(description = "Of each slot, in minutes: 1 to 1440.") @RequestParam int length,
      @Parameter(description = "From one start to the next, in minutes: 1 to 1440; the length.")
          @RequestParam(required = false)
          @Nullable Integer step,
      @Parameter(description = "IANA time zone of the grid and of the answer; the clinic's.")
          @RequestParam(name = "time_zone", required = false)
          @Nullable String timeZone,
      @Parameter(description = "Of this clinic; the key's own or default.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable String clinic,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    UUID of = requestedClinic.ofParameter(caller, clinic);
    PageRequest page = PageRequest.of(limit, cursor);
    FieldChecks checks = new FieldChecks();
    checks.between("length", length, 1, MOST_MINUTES, A_DAY_AT_MOST);
    checks.between("step", step, 1, MOST_MINUTES, A_DAY_AT_MOST);
    ZoneId zone = checks.zone("time_zone", timeZone, zoneOf(of));
    TimeSlot window = window(from, to, checks);
    checks.orThrow();
    Doctor found =
        freeTimes.doctor(of, doctor).orElseThrow(() -> ProblemException.notFound("doctor"));
    FreeSlots.Grid grid =
        new FreeSlots.Grid(
            Duration.ofMinutes(length), Duration.ofMinutes(step == null ? length : step));
    return page.page(
        freeTimes.free(found.id(), after(page, window), grid, zone, page.rows()),
        slot -> slot.start().toString(),
        slot -> FreeSlot.of(slot.start(), slot.end(), zone));
  }

  private ZoneId zoneOf(UUID clinic) {
    return clinics.find(clinic).orElseThrow(() -> ProblemException.notFound("clinic")).timeZone();
  }

  private static TimeSlot window(String from, String to, FieldChecks checks) {
    Instant start = checks.optionalTime("from", from);
    Instant end = checks.optionalTime("to", to);
    if (start == null || end == null) {
      return new TimeSlot(Instant.EPOCH, Instant.EPOCH);
    }
    if (checks.period(start, end) && Duration.between(start, end).compareTo(LONGEST) > 0) {
      checks.add("to", "is more than 35 days after from", "Ask for a shorter time.");
    }
    return new TimeSlot(start, end);
  }

  /** Begins a page behind the last start of the one before. */
  private static TimeSlot after(PageRequest page, TimeSlot window) {
    String cursor = page.cursor();
    if (cursor == null) {
      return window;
    }
    try {
      Instant last = Instant.parse(cursor);
      if (!last.isBefore(window.start()) && last.isBefore(window.end())) {
        return new TimeSlot(last.plusSeconds(1), window.end());
      }
    } catch (DateTimeException notOurs) {
      // Said below.
    }
    throw PageRequest.badCursor();
  }
}

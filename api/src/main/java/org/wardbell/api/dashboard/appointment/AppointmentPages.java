package org.wardbell.api.dashboard.appointment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.appointment.AppointmentChanges;
import org.wardbell.activities.appointment.AppointmentList;
import org.wardbell.activities.appointment.FreeTimes;
import org.wardbell.activities.calendar.link.ShownEvent;
import org.wardbell.api.access.Caller;
import org.wardbell.api.appointment.AppointmentCommands;
import org.wardbell.api.dashboard.signin.FormProblems;
import org.wardbell.api.problem.FreeSlot;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.SlotRule;
import org.wardbell.workflows.appointment.TimeSlot;

/** The making of an appointment's page. */
@Component
final class AppointmentPages {
  /** Changes that the page tells; REST lists older ones. */
  private static final int TOLD = 100;

  /** Free times that a conflict offers. */
  private static final int OFFERED = 3;

  /** Appointments that are looked at to find those that are in the way. */
  private static final int LOOKED_AT = 50;

  private final DSLContext database;
  private final AppointmentCommands commands;
  private final AppointmentList list;
  private final FreeTimes freeTimes;
  private final ShownClinic clinics;
  private final ToldDeliveries told;

  AppointmentPages(
      DSLContext database,
      AppointmentCommands commands,
      AppointmentList list,
      FreeTimes freeTimes,
      ShownClinic clinics,
      ToldDeliveries told) {
    this.told = told;
    this.database = database;
    this.commands = commands;
    this.list = list;
    this.freeTimes = freeTimes;
    this.clinics = clinics;
  }

  /** The words of a page besides the appointment: what was typed, and what was refused. */
  record Refused(
      @Nullable String problem,
      @Nullable String start,
      @Nullable String minutes,
      List<FreeSlot> free,
      FormProblems problems) {
    static final Refused NOTHING = new Refused(null, null, null, List.of(), FormProblems.NONE);

    Refused {
      free = List.copyOf(free);
    }
  }

  ClinicTimes times(Appointment appointment) {
    return new ClinicTimes(clinics.named(appointment.clinicId()).timeZone());
  }

  AppointmentPage of(UUID id, boolean showsPatient, Refused refused, Caller caller) {
    Appointment appointment = commands.read(id, showsPatient, caller);
    ClinicTimes times = times(appointment);
    List<AppointmentChanges.Change> changes = commands.history(appointment, null, TOLD, caller);
    TimeSlot slot = appointment.slot();
    return new AppointmentPage(
        appointment,
        commands.doctorOf(appointment),
        times,
        ChangeWords.withTold(
            changes.stream().map(change -> ChangeWords.of(change, times)).toList(),
            told.of(appointment)),
        conflict(appointment, changes, times),
        new AppointmentPage.MoveForm(
            Objects.requireNonNullElse(refused.start(), times.field(slot.start())),
            Objects.requireNonNullElse(refused.minutes(), Long.toString(ClinicTimes.minutes(slot))),
            offers(refused.free(), times),
            refused.problems()),
        ShownEvent.of(database, id),
        showsPatient,
        refused.problem());
  }

  /** Returns free times as buttons offer them. */
  static List<Conflict.Offer> offers(@Nullable List<FreeSlot> free, ClinicTimes times) {
    return free == null
        ? List.of()
        : free.stream()
            .map(slot -> new TimeSlot(slot.start().toInstant(), slot.end().toInstant()))
            .map(slot -> offer(slot, times))
            .toList();
  }

  private static Conflict.Offer offer(TimeSlot slot, ClinicTimes times) {
    return new Conflict.Offer(slot.start().toString(), ClinicTimes.minutes(slot), times.slot(slot));
  }

  private @Nullable Conflict conflict(
      Appointment appointment, List<AppointmentChanges.Change> changes, ClinicTimes times) {
    Map<String, String> detail = Conflict.open(changes);
    if (detail == null || !appointment.status().isOpen()) {
      return null;
    }
    TimeSlot wanted = Conflict.wanted(detail);
    if (wanted != null && SlotRule.problem(wanted).isPresent()) {
      wanted = null;
    }
    boolean isAhead = wanted != null && wanted.end().isAfter(Instant.now());
    List<TimeSlot> free =
        wanted == null || !isAhead
            ? List.of()
            : freeTimes.alternatives(appointment.doctorId(), wanted, OFFERED);
    return new Conflict(
        times.slot(appointment.slot()),
        wanted == null ? null : times.slot(wanted),
        ChangeWords.why(detail.getOrDefault("reason", "")),
        free.stream().map(slot -> offer(slot, times)).toList(),
        !free.isEmpty() && free.getFirst().equals(wanted),
        wanted == null ? List.of() : holders(appointment, wanted, times));
  }

  private List<Conflict.Holder> holders(
      Appointment appointment, TimeSlot wanted, ClinicTimes times) {
    return list
        .list(
            new AppointmentList.Filter(
                appointment.clinicId(),
                appointment.doctorId().toString(),
                null,
                null,
                wanted.start().minus(SlotRule.MAXIMUM_LENGTH),
                wanted.end(),
                null),
            LOOKED_AT)
        .stream()
        .map(AppointmentList.Listed::appointment)
        .filter(other -> other.status().isOpen() && !other.id().equals(appointment.id()))
        .filter(other -> other.slot().overlaps(wanted))
        .map(other -> new Conflict.Holder(other.id(), times.slot(other.slot())))
        .toList();
  }

  /** Returns what a page says of a change that was refused. */
  static Refused refused(
      ProblemException problem,
      FormProblems problems,
      @Nullable String start,
      @Nullable String minutes) {
    List<FreeSlot> free = problem.document().alternatives();
    return new Refused(
        problems.fields().isEmpty() ? problems.sentence() : null,
        start,
        minutes,
        free == null ? List.of() : free,
        problems);
  }
}

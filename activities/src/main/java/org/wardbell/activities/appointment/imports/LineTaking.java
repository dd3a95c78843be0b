package org.wardbell.activities.appointment.imports;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.AppointmentRefusal;
import org.wardbell.activities.appointment.AppointmentStore;
import org.wardbell.activities.appointment.ChangedAppointment;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.database.DatabaseFailures;
import org.wardbell.activities.event.RecordedEvents;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentStatus;

/**
 * The taking of a line: it makes the appointment with its external id, or changes it. Taking it
 * once more changes nothing, so that a step may be repeated after a crash, and a file as a whole.
 */
final class LineTaking {
  private final AppointmentStore store;
  private final AuditOrigin origin;
  private final Consumer<RecordedEvents> told;

  /**
   * @param told gets the events of each change after its commit
   */
  LineTaking(AppointmentStore store, AuditOrigin origin, Consumer<RecordedEvents> told) {
    this.store = store;
    this.origin = origin;
    this.told = told;
  }

  /** The fate of a line. */
  enum Outcome {
    CREATED,
    CHANGED,
    UNCHANGED,
    FAILED
  }

  /**
   * The result of a line.
   *
   * @param problem why it failed, or null
   */
  record Taken(Outcome outcome, LineProblems.@Nullable Problem problem) {}

  Taken take(ImportedLine line) {
    try {
      return new Taken(taken(line), null);
    } catch (AppointmentRefusal refusal) {
      return new Taken(Outcome.FAILED, problem(refusal));
    } catch (DataAccessException failure) {
      if (DatabaseFailures.isAway(failure) || DatabaseFailures.isRace(failure)) {
        throw failure;
      }
      return new Taken(
          Outcome.FAILED,
          new LineProblems.Problem(
              "line",
              "could not be kept by the database",
              "Check its texts; the log has the time."));
    }
  }

  private Outcome taken(ImportedLine line) {
    Optional<Appointment> there = there(line);
    if (there.isEmpty()) {
      try {
        AppointmentStatus status =
            Objects.requireNonNullElse(line.status(), AppointmentStatus.BOOKED);
        tell(store.book(line.appointment(), status, origin));
        return Outcome.CREATED;
      } catch (AppointmentRefusal refusal) {
        there = there(line);
        if (there.isEmpty()) {
          throw refusal;
        }
      }
    }
    return changed(line, there.get());
  }

  private Optional<Appointment> there(ImportedLine line) {
    return store.findByExternalId(
        line.appointment().clinicId(), Objects.requireNonNull(line.appointment().externalId()));
  }

  /** What is closed and is to be open is opened first, because only then it may move. */
  private Outcome changed(ImportedLine line, Appointment before) {
    AppointmentStatus status = Objects.requireNonNullElse(line.status(), before.status());
    Appointment now = before;
    if (status.isOpen() && !before.status().isOpen()) {
      now = changeStatus(now, status);
    }
    ChangedAppointment updated = store.update(before.id(), line.appointment(), _ -> {}, origin);
    tell(updated);
    now = changeStatus(updated.appointment(), status);
    return now.version() == before.version() ? Outcome.UNCHANGED : Outcome.CHANGED;
  }

  private Appointment changeStatus(Appointment before, AppointmentStatus status) {
    if (before.status() == status) {
      return before;
    }
    ChangedAppointment changed =
        store.changeStatus(before.clinicId(), before.id(), status, _ -> {}, origin);
    tell(changed);
    return changed.appointment();
  }

  /** Calendars are woken by the relay. */
  private void tell(ChangedAppointment changed) {
    told.accept(changed.events());
  }

  private static LineProblems.Problem problem(AppointmentRefusal refusal) {
    return switch (refusal.reason()) {
      case SLOT_TAKEN ->
          new LineProblems.Problem(
              "start",
              "is not free: the doctor has another appointment or is busy then",
              "Choose another time.");
      case CLOSED ->
          new LineProblems.Problem(
              "status",
              "of the appointment that is kept says that it is cancelled or over",
              "Give a status that opens it again, or leave it as it is.");
      case STATUS ->
          new LineProblems.Problem(
              "status", "does not follow " + refusal.status(), "Leave status out.");
      case UNKNOWN, EXTERNAL_ID_TAKEN ->
          new LineProblems.Problem(
              "external_id", "was given to another appointment meanwhile", "Send the line again.");
    };
  }

  /** Returns the problems of lines that failed, as they are reported. */
  static LineProblems report(ImportedLine line, LineProblems.Problem problem) {
    return new LineProblems(line.line(), List.of(problem));
  }
}

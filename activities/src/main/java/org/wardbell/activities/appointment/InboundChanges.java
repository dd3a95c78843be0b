package org.wardbell.activities.appointment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentPolicy;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.ArrivalRule;
import org.wardbell.workflows.appointment.ChangeSource;
import org.wardbell.workflows.appointment.MergeDecision;
import org.wardbell.workflows.appointment.Rsvp;
import org.wardbell.workflows.appointment.SyncResult;
import org.wardbell.workflows.appointment.TimeSlot;

/**
 * The changes that a calendar makes to appointments. They work in the caller's transaction, which
 * holds the calendar's lock and then the doctor's, and return the events for the caller to record.
 */
public final class InboundChanges {
  private final DoctorStore doctors;
  private final AppointmentRows rows;
  private final AppointmentPolicies policies = new AppointmentPolicies();

  public InboundChanges(DoctorStore doctors, Encryption encryption) {
    this.doctors = doctors;
    this.rows = new AppointmentRows(encryption);
  }

  /** An appointment after a change, and the events that tell of it. */
  public record Applied(Appointment appointment, List<NewEvent> events) {
    public Applied {
      events = List.copyOf(events);
    }
  }

  /** Takes the doctor's lock; before any {@link #lock}. */
  public void lockDoctor(DSLContext transaction, UUID doctorId) {
    doctors.lock(transaction, doctorId);
  }

  /** Locks the appointment until the transaction ends. */
  public Appointment lock(DSLContext transaction, UUID id) {
    return rows.lock(transaction, id)
        .orElseThrow(() -> new IllegalStateException("appointment " + id + " has no row"));
  }

  /** Returns the appointment as it is, without a lock. */
  public Appointment read(DSLContext database, UUID id) {
    return rows.find(database, id)
        .orElseThrow(() -> new IllegalStateException("appointment " + id + " has no row"));
  }

  /** Returns whether the doctor is free then, apart from these appointments. */
  public boolean isFree(
      DSLContext transaction, UUID doctorId, TimeSlot slot, Collection<UUID> except) {
    return SlotQuery.isFree(transaction, doctorId, slot, except);
  }

  /** Moves the appointment to the time that the calendar shows. */
  public Applied follow(
      DSLContext transaction, UUID calendarId, Appointment before, TimeSlot slot) {
    Instant now = ApplicationClock.now();
    Appointment after = before.movedTo(slot, now).synced(SyncResult.UPDATED, now);
    save(transaction, before, after, "updated", AppointmentEvents.moved(before, after));
    Doctor doctor = doctors.get(transaction, after.doctorId());
    return new Applied(
        after,
        List.of(
            event("appointment.updated", after, doctor, Map.of()),
            event("calendar.event_rescheduled", after, doctor, change(calendarId, before, slot))));
  }

  /**
   * Keeps the appointment as it is; the caller has the calendar written again.
   *
   * @param requested the time that the calendar showed, or null if no appointment can have it
   */
  public Applied putBack(
      DSLContext transaction,
      UUID calendarId,
      Appointment before,
      @Nullable TimeSlot requested,
      MergeDecision.Reason reason) {
    Appointment after = before.synced(SyncResult.REVERTED, ApplicationClock.now());
    Map<String, String> change = change(calendarId, before, requested);
    change.put("reason", reason.name());
    save(transaction, before, after, "reverted", change);
    Doctor doctor = doctors.get(transaction, after.doctorId());
    return new Applied(after, List.of(event("calendar.conflict_reverted", after, doctor, change)));
  }

  private static Map<String, String> change(
      UUID calendarId, Appointment before, @Nullable TimeSlot requested) {
    Map<String, String> change = new LinkedHashMap<>();
    change.put("calendar_id", calendarId.toString());
    change.put("previous_start", before.slot().start().toString());
    change.put("previous_end", before.slot().end().toString());
    if (requested != null) {
      change.put("requested_start", requested.start().toString());
      change.put("requested_end", requested.end().toString());
    }
    return change;
  }

  /**
   * Returns whether the appointment has ended. Who tidies up a calendar does not change what took
   * place.
   */
  public boolean isOver(DSLContext transaction, Appointment appointment) {
    return !appointment.slot().end().isAfter(DatabaseClock.read(transaction));
  }

  /**
   * Cancels an appointment whose event was deleted, or leaves it unlinked as INCOMPLETE.
   *
   * @param before open and not over, which the caller has seen under its lock
   */
  public Applied deleted(DSLContext transaction, Appointment before, boolean cancel) {
    Instant now = ApplicationClock.now();
    AppointmentStatus status = cancel ? AppointmentStatus.CANCELLED : AppointmentStatus.INCOMPLETE;
    SyncResult result = cancel ? SyncResult.CANCELLED : SyncResult.UNLINKED;
    Appointment after = before.withStatus(status, now).synced(result, now);
    Map<String, String> previous = AppointmentEvents.previousStatus(before);
    save(transaction, before, after, cancel ? "cancelled" : "status", previous);
    Doctor doctor = doctors.get(transaction, after.doctorId());
    return new Applied(
        after,
        cancel
            ? AppointmentEvents.cancelled(before, after, doctor, ChangeSource.GOOGLE)
            : List.of(event("appointment.status_changed", after, doctor, previous)));
  }

  /** Books an appointment again whose deletion was undone in the calendar. */
  public Applied restored(
      DSLContext transaction, UUID calendarId, Appointment before, TimeSlot slot) {
    Instant now = ApplicationClock.now();
    Appointment after =
        before
            .movedTo(slot, now)
            .withStatus(AppointmentStatus.BOOKED, now)
            .synced(SyncResult.UPDATED, now);
    Map<String, String> previous = AppointmentEvents.previousStatus(before);
    save(transaction, before, after, "status", previous);
    Doctor doctor = doctors.get(transaction, after.doctorId());
    List<NewEvent> events = new ArrayList<>();
    events.add(event("appointment.status_changed", after, doctor, previous));
    if (!slot.equals(before.slot())) {
      events.add(event("appointment.updated", after, doctor, Map.of()));
      events.add(
          event("calendar.event_rescheduled", after, doctor, change(calendarId, before, slot)));
    }
    return new Applied(after, events);
  }

  /**
   * Records that the calendar refused to show the appointment as it is.
   *
   * @param code why, of at most 60 characters
   */
  public Applied refused(DSLContext transaction, UUID calendarId, Appointment before, String code) {
    Appointment after = before.refused(code, ApplicationClock.now());
    save(transaction, before, after, "refused", Map.of("code", code));
    Doctor doctor = doctors.get(transaction, after.doctorId());
    return new Applied(
        after,
        List.of(
            event(
                "calendar.write_refused",
                after,
                doctor,
                Map.of("calendar_id", calendarId.toString(), "reason", code))));
  }

  /** Forgets a refusal, because the calendar shows the appointment as it is. */
  public Applied accepted(DSLContext transaction, Appointment before) {
    Appointment.Sync sync = before.sync();
    if (sync == null || sync.result() != SyncResult.REFUSED) {
      return new Applied(before, List.of());
    }
    Appointment after = before.withoutSync();
    rows.update(transaction, before, after);
    return new Applied(after, List.of());
  }

  /**
   * Records the address of the appointment's video meeting.
   *
   * @param link null if it has none any more
   */
  public Applied meeting(DSLContext transaction, Appointment before, @Nullable String link) {
    if (Objects.equals(before.meetingLink(), link)) {
      return new Applied(before, List.of());
    }
    Appointment after = before.withMeetingLink(link, ApplicationClock.now());
    save(transaction, before, after, "meeting_link", Map.of());
    Doctor doctor = doctors.get(transaction, after.doctorId());
    return new Applied(after, List.of(event("appointment.updated", after, doctor, Map.of())));
  }

  /** Records the patient's answer; as far as the clinic's policy says, a "yes" is their arrival. */
  public Applied answered(DSLContext transaction, Appointment before, Rsvp answer) {
    Rsvp known = Objects.requireNonNullElse(before.rsvp(), Rsvp.NEEDS_ACTION);
    if (answer == known || !before.status().isOpen()) {
      return new Applied(before, List.of());
    }
    Instant now = ApplicationClock.now();
    Appointment after = before.withRsvp(answer, now);
    List<NewEvent> events = new ArrayList<>();
    Doctor doctor = doctors.get(transaction, after.doctorId());
    events.add(event("appointment.rsvp_changed", after, doctor, answers(before, known, answer)));
    AppointmentPolicy policy = policies.of(transaction, before.clinicId());
    if (ArrivalRule.arrives(
        policy, answer, before.status(), before.slot(), DatabaseClock.read(transaction))) {
      after = after.withStatus(policy.arrivalStatus(), now).synced(SyncResult.UPDATED, now);
      events.add(
          event(
              "appointment.status_changed",
              after,
              doctor,
              AppointmentEvents.previousStatus(before)));
    }
    save(transaction, before, after, "rsvp", Map.of("rsvp", answer.name()));
    return new Applied(after, events);
  }

  private static Map<String, String> answers(Appointment appointment, Rsvp before, Rsvp answer) {
    Map<String, String> answers = new LinkedHashMap<>();
    String guest = appointment.patient().email();
    if (guest != null) {
      answers.put("guest_email", guest);
    }
    answers.put("rsvp_status", googleWord(answer));
    answers.put("previous_rsvp_status", googleWord(before));
    return answers;
  }

  private static String googleWord(Rsvp answer) {
    return switch (answer) {
      case NEEDS_ACTION -> "needsAction";
      case DECLINED -> "declined";
      case TENTATIVE -> "tentative";
      case ACCEPTED -> "accepted";
    };
  }

  private void save(
      DSLContext transaction,
      Appointment before,
      Appointment after,
      String kind,
      Map<String, String> detail) {
    rows.update(transaction, before, after);
    AppointmentHistory.write(transaction, after, ChangeSource.GOOGLE, null, kind, detail);
    if (after.version() != before.version()) {
      OutboundMarks.mark(transaction, after, false);
    }
  }

  private static NewEvent event(
      String type, Appointment appointment, Doctor doctor, Map<String, String> extra) {
    return AppointmentEvents.of(type, appointment, doctor, ChangeSource.GOOGLE, extra);
  }
}

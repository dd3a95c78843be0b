package org.wardbell.activities.calendar.sync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.InboundChanges;
import org.wardbell.activities.appointment.InboundChanges.Applied;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.google.RemoteEvent;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.ChangeMerge;
import org.wardbell.workflows.appointment.MergeDecision;
import org.wardbell.workflows.appointment.Rsvp;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.calendar.LinkState;

/**
 * The applier of an appointment's own event. It works in a session's transaction, which holds the
 * calendar's lock and the doctor's.
 */
final class LinkedEventApplier {
  private final InboundChanges appointments;

  LinkedEventApplier(InboundChanges appointments) {
    this.appointments = appointments;
  }

  /**
   * Applies an event; returns the events that tell of the change, none for an echo for instance.
   */
  List<NewEvent> apply(
      DSLContext transaction, SyncSession session, LinkRecord seen, RemoteEvent remote) {
    if (remote.etag() != null && remote.etag().equals(seen.getEtag())) {
      return List.of();
    }
    Appointment appointment = appointments.lock(transaction, seen.getAppointmentId());
    LinkRecord link = LinkStore.lock(transaction, session.calendarId(), appointment.id());
    return remote.cancelled()
        ? deleted(transaction, session, link, appointment)
        : present(transaction, session, link, appointment, remote);
  }

  private List<NewEvent> deleted(
      DSLContext transaction, SyncSession session, LinkRecord link, Appointment appointment) {
    if (!link.getState().equals(LinkState.WRITTEN.name())) {
      // Ours to delete and done, or about to be made again: the write decides.
      return List.of();
    }
    if (!appointment.doctorId().equals(session.doctorId())) {
      LinkStore.gone(transaction, link, LinkState.REMOVED, link.getWantedVersion());
      return List.of();
    }
    boolean cancel = session.policy().deletion() == CalendarPolicy.Deletion.CANCEL;
    Applied applied = appointments.deleted(transaction, appointment, cancel);
    LinkStore.gone(
        transaction,
        link,
        cancel ? LinkState.REMOVED : LinkState.UNLINKED,
        applied.appointment().version());
    return applied.events();
  }

  private List<NewEvent> present(
      DSLContext transaction,
      SyncSession session,
      LinkRecord link,
      Appointment appointment,
      RemoteEvent remote) {
    if (isLetGo(link)
        || !appointment.status().isOpen()
        || !appointment.doctorId().equals(session.doctorId())
        || isEcho(link, remote)) {
      return List.of();
    }
    // Who tidies up yesterday's calendar does not change what took place.
    MergeDecision decision =
        appointments.isOver(transaction, appointment)
            ? new MergeDecision.Unchanged()
            : ChangeMerge.decide(
                base(link),
                appointment.slot(),
                remote.slot(),
                slot -> appointments.isFree(transaction, appointment, slot));
    List<NewEvent> news = new ArrayList<>();
    Appointment after =
        switch (decision) {
          case MergeDecision.Unchanged() -> {
            unchanged(transaction, link, appointment, remote);
            yield appointment;
          }
          case MergeDecision.Follow(TimeSlot slot) -> {
            Applied applied =
                appointments.follow(transaction, session.calendarId(), appointment, slot);
            LinkStore.agreed(
                transaction, link, slot, remote.etag(), applied.appointment().version());
            news.addAll(applied.events());
            yield applied.appointment();
          }
          case MergeDecision.PutBack(MergeDecision.Reason reason) -> {
            Applied applied =
                appointments.putBack(
                    transaction, session.calendarId(), appointment, remote.slot(), reason);
            LinkStore.rewrite(transaction, link, remote.etag());
            news.addAll(applied.events());
            yield applied.appointment();
          }
        };
    news.addAll(answered(transaction, session, after, remote));
    return news;
  }

  /**
   * Records that the calendar shows nothing new. If it shows our time, both sides agree; else our
   * own change is still to be written.
   */
  private static void unchanged(
      DSLContext transaction, LinkRecord link, Appointment appointment, RemoteEvent remote) {
    if (appointment.slot().equals(remote.slot())
        && link.getState().equals(LinkState.WRITTEN.name())) {
      LinkStore.agreed(transaction, link, appointment.slot(), remote.etag(), appointment.version());
    } else {
      LinkStore.etag(transaction, link, remote.etag());
    }
  }

  private List<NewEvent> answered(
      DSLContext transaction, SyncSession session, Appointment appointment, RemoteEvent remote) {
    String email = appointment.patient().email();
    if (session.policy().guests() != CalendarPolicy.Guests.PATIENT || email == null) {
      return List.of();
    }
    Rsvp answer = remote.answers().get(email.toLowerCase(Locale.ROOT));
    return answer == null
        ? List.of()
        : appointments.answered(transaction, appointment, answer).events();
  }

  private static boolean isLetGo(LinkRecord link) {
    return switch (LinkState.valueOf(link.getState())) {
      case WANTED, REMOVED, UNLINKED -> true;
      case WRITING, WRITTEN -> false;
    };
  }

  /** Returns true for a write of ours that is not confirmed yet. */
  private static boolean isEcho(LinkRecord link, RemoteEvent remote) {
    TimeSlot slot = remote.slot();
    return link.getState().equals(LinkState.WRITING.name())
        && slot != null
        && Arrays.equals(ContentHash.of(slot), link.getContentHash());
  }

  private static @Nullable TimeSlot base(LinkRecord link) {
    return link.getStartsAt() == null || link.getEndsAt() == null
        ? null
        : new TimeSlot(link.getStartsAt(), link.getEndsAt());
  }
}

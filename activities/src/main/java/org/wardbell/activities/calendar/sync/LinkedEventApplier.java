package org.wardbell.activities.calendar.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.InboundChanges;
import org.wardbell.activities.appointment.InboundChanges.Applied;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.google.event.RemoteEvent;
import org.wardbell.activities.calendar.link.LinkConferences;
import org.wardbell.activities.calendar.link.LinkContents;
import org.wardbell.activities.calendar.link.LinkContents.Kept;
import org.wardbell.activities.calendar.link.LinkPlaces;
import org.wardbell.activities.calendar.link.LinkStore;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.ChangeMerge;
import org.wardbell.workflows.appointment.EventContent;
import org.wardbell.workflows.appointment.MergeDecision;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.calendar.LinkState;

/**
 * The applier of appointments' own events. It works in a session's transaction, which holds the
 * calendar's lock and the doctor's.
 */
final class LinkedEventApplier {
  private final InboundChanges appointments;
  private final LinkContents contents;
  private final WriteReports reports;
  private final RestoredEvents restored;
  private final WantedMoves moves;
  private final MeetingLinks meetings;
  private final EventPlaces places;

  LinkedEventApplier(InboundChanges appointments, LinkContents contents, EventPlaces places) {
    this.places = places;
    this.appointments = appointments;
    this.contents = contents;
    this.reports = new WriteReports(appointments);
    this.restored = new RestoredEvents(contents);
    this.moves = new WantedMoves(appointments, contents);
    this.meetings = new MeetingLinks(appointments, contents);
  }

  /**
   * A Google event with the link that it belongs to.
   *
   * @param link as it was before it was locked
   */
  record LinkedEvent(LinkRecord link, RemoteEvent remote) {
    boolean isOfLink() {
      return remote.id().equals(link.getGoogleEventId());
    }

    /** Of a version that is known, only a meeting that Google still makes is of interest. */
    boolean mayShowAMeeting() {
      return !isKnown() || LinkConferences.is(link, LinkConferences.State.PENDING);
    }

    /** Returns whether this very version of the event was dealt with already. */
    boolean isKnown() {
      return remote.etag() != null && remote.etag().equals(link.getEtag());
    }
  }

  /**
   * The outcome of a page.
   *
   * @param news the events that tell of the changes, none for an echo for instance
   * @param putOff moves that found no room yet
   */
  record Outcome(List<NewEvent> news, List<RemoteEvent> putOff) {}

  /**
   * Applies a page's events, and decides their moves together.
   *
   * @param events one for an appointment, in the order in which appointments are locked
   * @param last true if no later page can make room: then a move without room is put back
   */
  Outcome apply(
      DSLContext transaction, SyncSession session, Collection<LinkedEvent> events, boolean last) {
    List<NewEvent> news = new ArrayList<>();
    List<WantedMove> wanted = new ArrayList<>();
    for (LinkedEvent event : events) {
      if (!event.isKnown()) {
        WantedMove move = apply(transaction, session, event, news);
        if (move != null) {
          wanted.add(move);
        }
      }
    }
    List<RemoteEvent> putOff = new ArrayList<>();
    for (WantedMoves.Decided decided : moves.decide(transaction, session, wanted)) {
      WantedMove move = decided.move();
      if (decided.accepted() || last) {
        Applied applied = moves.apply(transaction, session, decided);
        news.addAll(applied.events());
        news.addAll(
            reports.answered(transaction, session, applied.appointment(), move.remote().answers()));
      } else {
        putOff.add(move.remote());
      }
    }
    for (LinkedEvent event : events) {
      boolean living = !event.remote().cancelled() && !event.remote().origin().repeats();
      if (living && event.isOfLink() && event.mayShowAMeeting()) {
        news.addAll(
            meetings.shown(transaction, session, event.link(), event.remote().conference(), false));
      }
    }
    return new Outcome(news, putOff);
  }

  /** Applies an event; returns its move, if it wants one. */
  private @Nullable WantedMove apply(
      DSLContext transaction, SyncSession session, LinkedEvent event, List<NewEvent> news) {
    RemoteEvent remote = event.remote();
    Appointment appointment = appointments.lock(transaction, event.link().getAppointmentId());
    LinkRecord link = LinkStore.lock(transaction, session.calendarId(), appointment.id());
    if (!remote.id().equals(link.getGoogleEventId())) {
      if (!remote.cancelled() && remote.id().equals(link.getFormerEventId())) {
        LinkStore.formerRestored(transaction, link, true);
      }
      return null;
    }
    if (remote.cancelled()) {
      news.addAll(deleted(transaction, session, link, appointment));
      return null;
    }
    if (remote.origin().repeats()) {
      places.repeats(transaction, session, link);
      return null;
    }
    LinkPlaces.found(transaction, link);
    LinkPlaces.series(
        transaction, link, remote.origin().seriesId(), remote.origin().originalStart());
    return switch (LinkState.valueOf(link.getState())) {
      case WANTED -> null;
      case REMOVED, UNLINKED -> {
        WantedMove move = restored.apply(transaction, session, link, appointment, remote);
        if (move == null) {
          news.addAll(reports.answered(transaction, session, appointment, remote.answers()));
        }
        yield move;
      }
      case WRITING, WRITTEN -> present(transaction, session, link, appointment, remote, news);
    };
  }

  private List<NewEvent> deleted(
      DSLContext transaction, SyncSession session, LinkRecord link, Appointment appointment) {
    boolean existed =
        switch (LinkState.valueOf(link.getState())) {
          case WRITING, WRITTEN -> true;
          case WANTED, REMOVED, UNLINKED -> false;
        };
    if (!existed) {
      return List.of();
    }
    // Also one that nobody wants any more: at its new place it would say for ever whom it was for.
    if (places.isOrMayBeElsewhere(transaction, session, link)) {
      return List.of();
    }
    if (!appointment.status().isOpen()
        || !appointment.doctorId().equals(session.doctorId())
        || appointments.isOver(transaction, appointment)) {
      LinkStore.gone(transaction, link, LinkState.REMOVED, link.getWantedVersion());
      return reports.confirmed(transaction, link, appointment).events();
    }
    boolean cancel = session.policy().deletion() == CalendarPolicy.Deletion.CANCEL;
    Applied applied = appointments.deleted(transaction, appointment, cancel);
    LinkStore.deleted(
        transaction,
        link,
        cancel ? LinkState.REMOVED : LinkState.UNLINKED,
        applied.appointment().version());
    return applied.events();
  }

  private @Nullable WantedMove present(
      DSLContext transaction,
      SyncSession session,
      LinkRecord link,
      Appointment appointment,
      RemoteEvent remote,
      List<NewEvent> news) {
    Kept kept = contents.read(link);
    boolean landed = hasLanded(link, kept, remote);
    EventContent base = landed ? kept.writing() : kept.base();
    TimeSlot known = base == null ? null : base.slot();
    if (!appointment.status().isOpen() || !appointment.doctorId().equals(session.doctorId())) {
      // Ours to delete, or over: the appointment does not follow any more.
      if (WriteAction.belongs(appointment, session.doctorId())
          || known == null
          || known.equals(remote.slot())) {
        LinkStore.etag(transaction, link, remote.etag());
      } else {
        LinkStore.revert(
            transaction, link, remote.etag(), remote.slot(), MergeDecision.Reason.CHANGED_HERE);
      }
      return null;
    }
    EventContent ours = session.content().of(appointment);
    if (!ours.slot().equals(remote.slot()) && appointments.isOver(transaction, appointment)) {
      // Who tidies up yesterday's calendar does not change what took place.
      LinkStore.etag(transaction, link, remote.etag());
      news.addAll(reports.answered(transaction, session, appointment, remote.answers()));
      return null;
    }
    return switch (ChangeMerge.decide(known, ours.slot(), remote.slot(), anySlot -> true)) {
      case MergeDecision.Follow(TimeSlot slot) ->
          new WantedMove(
              link, appointment, remote, slot, Objects.requireNonNullElse(base, ours), false);
      case MergeDecision.PutBack(MergeDecision.Reason reason) -> {
        LinkStore.revert(transaction, link, remote.etag(), remote.slot(), reason);
        news.addAll(reports.answered(transaction, session, appointment, remote.answers()));
        yield null;
      }
      case MergeDecision.Unchanged() -> {
        Applied applied = unchanged(transaction, link, appointment, ours, kept, landed, remote);
        news.addAll(applied.events());
        news.addAll(
            reports.answered(transaction, session, applied.appointment(), remote.answers()));
        yield null;
      }
    };
  }

  /**
   * Returns whether the event shows a write of ours whose answer is not known: it shows the written
   * time, and did not before.
   */
  private static boolean hasLanded(LinkRecord link, Kept kept, RemoteEvent remote) {
    EventContent writing = kept.writing();
    EventContent agreed = kept.agreed();
    return link.getState().equals(LinkState.WRITING.name())
        && writing != null
        && writing.slot().equals(remote.slot())
        && (agreed == null || !agreed.slot().equals(writing.slot()));
  }

  /**
   * Records that the calendar shows nothing new. If it shows all of ours, both sides agree; else
   * our own change is still to be written.
   */
  private Applied unchanged(
      DSLContext transaction,
      LinkRecord link,
      Appointment appointment,
      EventContent ours,
      Kept kept,
      boolean landed,
      RemoteEvent remote) {
    EventContent base = landed ? kept.writing() : kept.base();
    boolean sure = landed || kept.unconfirmed().isEmpty();
    boolean complete =
        sure && base != null && base.saysTheSame(ours) && ours.slot().equals(remote.slot());
    boolean written = link.getState().equals(LinkState.WRITTEN.name());
    if (base == null || !(landed || (written && complete))) {
      LinkStore.etag(transaction, link, remote.etag());
      return new Applied(appointment, List.of());
    }
    contents.agreed(
        transaction,
        link,
        kept,
        base.at(Objects.requireNonNull(remote.slot())),
        remote.etag(),
        complete ? appointment.version() : 0);
    return complete
        ? reports.confirmed(transaction, link, appointment)
        : new Applied(appointment, List.of());
  }
}

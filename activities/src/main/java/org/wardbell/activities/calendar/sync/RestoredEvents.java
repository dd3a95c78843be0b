package org.wardbell.activities.calendar.sync;

import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.google.event.RemoteEvent;
import org.wardbell.activities.calendar.link.LinkContents;
import org.wardbell.activities.calendar.link.LinkStore;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.EventContent;
import org.wardbell.workflows.appointment.MergeDecision.Reason;
import org.wardbell.workflows.appointment.SlotRule;
import org.wardbell.workflows.appointment.TimeSlot;

/**
 * The rule for events that the doctor took out of the bin. A deletion of the doctor's own is undone
 * if the time is free; what the clinic took away goes again. What is over is left alone.
 */
final class RestoredEvents {
  private final LinkContents contents;

  RestoredEvents(LinkContents contents) {
    this.contents = contents;
  }

  /** Applies an event that was gone; returns the move that it wants, if any. */
  @Nullable WantedMove apply(
      DSLContext transaction,
      SyncSession session,
      LinkRecord link,
      Appointment appointment,
      RemoteEvent remote) {
    TimeSlot slot = remote.slot();
    boolean belongs = WriteAction.belongs(appointment, session.doctorId());
    boolean wanted = belongs && appointment.status().isOpen();
    if (wanted && slot != null && appointment.slot().equals(slot)) {
      // The clinic wants it as well, and the doctor was quicker.
      contents.agreed(
          transaction, link, contents.read(link), found(session, remote, slot), remote.etag(), 0);
      return null;
    }
    if (!wanted && (belongs || isOver(slot))) {
      return null;
    }
    if (!wanted
        && (!appointment.doctorId().equals(session.doctorId())
            || !LinkStore.isInBin(transaction, link))) {
      LinkStore.revert(transaction, link, remote.etag(), slot, Reason.CHANGED_HERE);
      return null;
    }
    if (slot == null || SlotRule.problem(slot).isPresent()) {
      LinkStore.revert(transaction, link, remote.etag(), slot, Reason.NOT_A_SLOT);
      return null;
    }
    return new WantedMove(link, appointment, remote, slot, found(session, remote, slot), !wanted);
  }

  /**
   * Returns what is known of such an event. If events name patients, it may name one who is not its
   * own any more.
   */
  private static EventContent found(SyncSession session, RemoteEvent remote, TimeSlot slot) {
    return session.content().namesPatients()
        ? EventContent.ofSomebody(slot, remote.guests().addresses())
        : EventContent.timeOnly(slot);
  }

  private static boolean isOver(@Nullable TimeSlot slot) {
    return slot != null && !slot.end().isAfter(ApplicationClock.now());
  }
}

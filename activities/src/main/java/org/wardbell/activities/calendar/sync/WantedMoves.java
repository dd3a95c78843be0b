package org.wardbell.activities.calendar.sync;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.appointment.InboundChanges;
import org.wardbell.activities.appointment.InboundChanges.Applied;
import org.wardbell.activities.calendar.link.LinkContents;
import org.wardbell.activities.calendar.link.LinkStore;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.EventContent;
import org.wardbell.workflows.appointment.MergeDecision;
import org.wardbell.workflows.appointment.SlotMoves;

/** The decision about moves that were seen together, and what follows from it. */
final class WantedMoves {
  private final InboundChanges appointments;
  private final LinkContents contents;

  WantedMoves(InboundChanges appointments, LinkContents contents) {
    this.appointments = appointments;
    this.contents = contents;
  }

  /** A move, and whether there is room for it once all the others are made. */
  record Decided(WantedMove move, boolean accepted) {}

  List<Decided> decide(DSLContext transaction, SyncSession session, List<WantedMove> moves) {
    if (moves.isEmpty()) {
      return List.of();
    }
    Set<UUID> accepted =
        SlotMoves.accepted(
            moves.stream().map(WantedMoves::plain).toList(),
            (slot, except) -> appointments.isFree(transaction, session.doctorId(), slot, except));
    return moves.stream()
        .map(move -> new Decided(move, accepted.contains(move.appointment().id())))
        .toList();
  }

  private static SlotMoves.Move plain(WantedMove move) {
    return new SlotMoves.Move(
        move.appointment().id(), move.comesBack() ? null : move.appointment().slot(), move.slot());
  }

  /** Makes a move, or marks the event to be put back. */
  Applied apply(DSLContext transaction, SyncSession session, Decided decided) {
    WantedMove move = decided.move();
    if (!decided.accepted()) {
      LinkStore.revert(
          transaction,
          move.link(),
          move.remote().etag(),
          move.slot(),
          MergeDecision.Reason.SLOT_TAKEN);
      return new Applied(move.appointment(), List.of());
    }
    Applied applied =
        move.comesBack()
            ? appointments.restored(
                transaction, session.calendarId(), move.appointment(), move.slot())
            : appointments.follow(
                transaction, session.calendarId(), move.appointment(), move.slot());
    Appointment after = applied.appointment();
    EventContent shown = move.base().at(move.slot());
    LinkContents.Kept kept = contents.read(move.link());
    boolean complete =
        kept.unconfirmed().isEmpty() && shown.shown().equals(session.content().of(after).shown());
    contents.agreedOnTime(
        transaction,
        move.link(),
        kept,
        shown,
        move.remote().etag(),
        complete ? after.version() : 0);
    return applied;
  }
}

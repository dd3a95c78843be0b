package org.wardbell.workflows.appointment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rule for moves of one doctor's appointments that are seen together: each is judged by the
 * calendar as it is after all of them. So two that change places both may, in whichever order they
 * are read.
 */
public final class SlotMoves {
  private SlotMoves() {}

  /**
   * A wish to move.
   *
   * @param from the slot that it holds and leaves, or null if it holds none
   */
  public record Move(UUID appointmentId, @Nullable TimeSlot from, TimeSlot to) {}

  /**
   * Decides which moves are made. Of two that want the same time the one with the lower id is made:
   * it was booked first.
   *
   * @param free tells whether a slot is free, apart from these appointments
   * @return the ids of those that are made
   */
  public static Set<UUID> accepted(List<Move> moves, BiPredicate<TimeSlot, Set<UUID>> free) {
    Set<UUID> all = moves.stream().map(Move::appointmentId).collect(Collectors.toSet());
    List<Move> standing =
        new ArrayList<>(
            moves.stream()
                .sorted(Comparator.comparing(Move::appointmentId))
                .filter(move -> free.test(move.to(), all))
                .toList());
    while (true) {
      Set<UUID> accepted =
          standing.stream().map(Move::appointmentId).collect(Collectors.toCollection(HashSet::new));
      List<TimeSlot> held =
          new ArrayList<>(
              moves.stream()
                  .filter(move -> move.from() != null && !accepted.contains(move.appointmentId()))
                  .map(Move::from)
                  .toList());
      List<Move> next = new ArrayList<>();
      for (Move move : standing) {
        if (held.stream().noneMatch(move.to()::overlaps)) {
          held.add(move.to());
          next.add(move);
        }
      }
      if (next.size() == standing.size()) {
        return accepted;
      }
      standing = next;
    }
  }
}

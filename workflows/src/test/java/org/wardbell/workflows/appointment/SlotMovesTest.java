package org.wardbell.workflows.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.wardbell.workflows.appointment.SlotMoves.Move;

class SlotMovesTest {
  private static final TimeSlot BUSY = slot(0);

  private static TimeSlot slot(int hour) {
    Instant start = Instant.EPOCH.plusSeconds(hour * 3_600L);
    return new TimeSlot(start, start.plusSeconds(3_600));
  }

  private static UUID id(int number) {
    return new UUID(0, number);
  }

  private static Move move(int number, int from, int to) {
    return new Move(id(number), slot(from), slot(to));
  }

  private static Set<UUID> accepted(List<Move> moves) {
    return SlotMoves.accepted(moves, (slot, except) -> !slot.overlaps(BUSY));
  }

  @Test
  void moves_thatChangePlaces_areBothMade() {
    assertThat(accepted(List.of(move(1, 9, 10), move(2, 10, 9)))).containsExactly(id(1), id(2));
  }

  @Test
  void moves_inARing_areAllMade() {
    assertThat(accepted(List.of(move(1, 9, 10), move(2, 10, 11), move(3, 11, 9)))).hasSize(3);
  }

  @Test
  void move_ontoOneThatCannotLeave_isNotMade() {
    assertThat(accepted(List.of(move(1, 9, 10), move(2, 10, 0)))).isEmpty();
  }

  @Test
  void moves_ontoTheSameTime_firstBookedIsMade() {
    assertThat(accepted(List.of(move(2, 10, 12), move(1, 9, 12)))).containsExactly(id(1));
  }

  @Test
  void appointment_thatComesBack_holdsNothingIfItMayNot() {
    assertThat(accepted(List.of(new Move(id(1), null, slot(0)), move(2, 10, 9))))
        .containsExactly(id(2));
  }

  /** After the moves nobody sits on anybody, and the order in which they were read has no say. */
  @Property
  void moves_anyNumber_leaveNoOverlap_inAnyOrder(
      @ForAll @Size(max = 6) List<@IntRange(max = 7) Integer> targets, @ForAll long seed) {
    List<Move> moves =
        IntStream.range(0, targets.size()).mapToObj(i -> move(i, i + 1, targets.get(i))).toList();
    Set<UUID> accepted = accepted(moves);
    List<TimeSlot> after =
        moves.stream()
            .map(move -> accepted.contains(move.appointmentId()) ? move.to() : move.from())
            .toList();
    assertThat(after).doesNotHaveDuplicates().doesNotContain(BUSY);

    List<Move> shuffled = new ArrayList<>(moves);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(accepted(shuffled)).isEqualTo(accepted);
  }
}

package org.wardbell.workflows.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.wardbell.workflows.appointment.MergeDecision.Follow;
import org.wardbell.workflows.appointment.MergeDecision.PutBack;
import org.wardbell.workflows.appointment.MergeDecision.Reason;
import org.wardbell.workflows.appointment.MergeDecision.Unchanged;

class ChangeMergeTest {
  private static final TimeSlot NINE = slot(9);
  private static final TimeSlot TEN = slot(10);
  private static final TimeSlot ELEVEN = slot(11);

  private static TimeSlot slot(long hour) {
    Instant start = Instant.ofEpochSecond(hour * 3_600);
    return new TimeSlot(start, start.plusSeconds(1_800));
  }

  @Test
  void decide_movedThere_follows() {
    assertThat(ChangeMerge.decide(NINE, NINE, TEN, slot -> true)).isEqualTo(new Follow(TEN));
  }

  @Test
  void decide_movedThereOntoATakenSlot_isPutBack() {
    assertThat(ChangeMerge.decide(NINE, NINE, TEN, slot -> false))
        .isEqualTo(new PutBack(Reason.SLOT_TAKEN));
  }

  @Test
  void decide_movedHereOnly_isUnchanged() {
    assertThat(ChangeMerge.decide(NINE, TEN, NINE, slot -> true)).isEqualTo(new Unchanged());
  }

  @Test
  void decide_movedOnBothSides_isPutBack() {
    assertThat(ChangeMerge.decide(NINE, TEN, ELEVEN, slot -> true))
        .isEqualTo(new PutBack(Reason.CHANGED_HERE));
  }

  @Test
  void decide_movedToTheSameTimeOnBothSides_isUnchanged() {
    assertThat(ChangeMerge.decide(NINE, TEN, TEN, slot -> false)).isEqualTo(new Unchanged());
  }

  @Test
  void decide_madeAllDay_isPutBack() {
    assertThat(ChangeMerge.decide(NINE, NINE, null, slot -> true))
        .isEqualTo(new PutBack(Reason.NOT_A_SLOT));
  }

  @Test
  void decide_stretchedBeyondADay_isPutBack() {
    TimeSlot endless = new TimeSlot(NINE.start(), NINE.start().plusSeconds(90_000));
    assertThat(ChangeMerge.decide(NINE, NINE, endless, slot -> true))
        .isEqualTo(new PutBack(Reason.NOT_A_SLOT));
  }

  @Test
  void decide_firstWriteNeverConfirmed_followsADoctorsMove() {
    assertThat(ChangeMerge.decide(null, NINE, TEN, slot -> true)).isEqualTo(new Follow(TEN));
  }

  /** Once both sides agree, looking again changes nothing: no echo ever becomes a change. */
  @Property
  void decide_afterItsOwnOutcome_isUnchanged(
      @ForAll("slots") TimeSlot base,
      @ForAll("slots") TimeSlot ours,
      @ForAll("slots") TimeSlot theirs,
      @ForAll boolean free) {
    TimeSlot agreed =
        switch (ChangeMerge.decide(base, ours, theirs, slot -> free)) {
          case Follow(TimeSlot slot) -> slot;
          case Unchanged() -> ours;
          case PutBack(Reason reason) -> ours;
        };
    assertThat(ChangeMerge.decide(agreed, agreed, agreed, slot -> false))
        .isEqualTo(new Unchanged());
    assertThat(agreed).isIn(ours, theirs);
  }

  /**
   * Clocks have no say: shifting every time by the same amount shifts the answer and nothing else.
   */
  @Property
  void decide_shifted_decidesTheSame(
      @ForAll("slots") TimeSlot base,
      @ForAll("slots") TimeSlot ours,
      @ForAll("slots") TimeSlot theirs,
      @ForAll boolean free) {
    MergeDecision now = ChangeMerge.decide(base, ours, theirs, slot -> free);
    MergeDecision later =
        ChangeMerge.decide(shifted(base), shifted(ours), shifted(theirs), slot -> free);
    assertThat(later.getClass()).isEqualTo(now.getClass());
  }

  private static TimeSlot shifted(TimeSlot slot) {
    return new TimeSlot(slot.start().plusSeconds(3_600), slot.end().plusSeconds(3_600));
  }

  @Provide
  Arbitrary<TimeSlot> slots() {
    return Arbitraries.longs().between(1, 4).map(ChangeMergeTest::slot);
  }
}

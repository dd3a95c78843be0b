package org.wardbell.workflows.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FreeSlotsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Instant at(String local) {
    return ZonedDateTime.of(LocalDateTime.parse(local), BERLIN).toInstant();
  }

  private static TimeSlot slot(String from, String to) {
    return new TimeSlot(at(from), at(to));
  }

  private static FreeSlots.Grid grid(int length, int step) {
    return new FreeSlots.Grid(Duration.ofMinutes(length), Duration.ofMinutes(step));
  }

  @Test
  void grid_beginsAtLocalMidnight_andLeavesOutWhatIsTaken() {
    List<TimeSlot> free =
        FreeSlots.onGrid(
            List.of(slot("2026-03-02T10:15", "2026-03-02T10:45")),
            slot("2026-03-02T09:10", "2026-03-02T12:00"),
            grid(30, 30),
            BERLIN,
            100);

    assertThat(free)
        .containsExactly(
            slot("2026-03-02T09:30", "2026-03-02T10:00"),
            slot("2026-03-02T11:00", "2026-03-02T11:30"),
            slot("2026-03-02T11:30", "2026-03-02T12:00"));
  }

  /** The day of the spring change has 23 hours. */
  @Test
  void grid_acrossASpringChange_hasNoHourThatDoesNotExist() {
    List<TimeSlot> free =
        FreeSlots.onGrid(
            List.of(), slot("2026-03-29T00:00", "2026-03-30T02:00"), grid(60, 60), BERLIN, 100);

    assertThat(free).hasSize(23 + 2);
    assertThat(free.get(2).start().atZone(BERLIN).getHour()).isEqualTo(3);
    assertThat(free).doesNotHaveDuplicates();
  }

  @Test
  void following_beginsWhereSomethingEnds() {
    List<TimeSlot> busy =
        List.of(
            slot("2026-03-02T09:00", "2026-03-02T09:30"),
            slot("2026-03-02T09:20", "2026-03-02T09:50"),
            slot("2026-03-02T10:30", "2026-03-02T11:00"));

    List<TimeSlot> free =
        FreeSlots.following(busy, slot("2026-03-02T09:00", "2026-03-02T09:30"), 3);

    assertThat(free)
        .containsExactly(
            slot("2026-03-02T09:50", "2026-03-02T10:20"),
            slot("2026-03-02T11:00", "2026-03-02T11:30"),
            slot("2026-03-02T11:30", "2026-03-02T12:00"));
  }

  @Test
  void following_whenEverythingIsTaken_isNothing() {
    TimeSlot taken = slot("2026-03-02T09:00", "2026-03-02T09:30");
    TimeSlot month = new TimeSlot(taken.start(), taken.start().plus(Duration.ofDays(30)));

    assertThat(FreeSlots.following(List.of(month), taken, 3)).isEmpty();
  }

  /** Whatever is taken: nothing offered touches it, and nothing that fits is left out. */
  @Test
  void anyDay_offersExactlyWhatIsFree() {
    Random random = new Random(11);
    TimeSlot day = slot("2026-03-02T00:00", "2026-03-03T00:00");
    for (int round = 0; round < 200; round++) {
      List<TimeSlot> busy =
          random
              .ints(random.nextInt(12), 0, 24 * 60 - 90)
              .mapToObj(
                  minute ->
                      new TimeSlot(
                          day.start().plusSeconds(60L * minute),
                          day.start().plusSeconds(60L * (minute + 1 + random.nextInt(90)))))
              .toList();
      List<TimeSlot> free = FreeSlots.onGrid(busy, day, grid(20, 20), BERLIN, 1_000);
      for (int minute = 0; minute < 24 * 60; minute += 20) {
        TimeSlot slot =
            new TimeSlot(
                day.start().plusSeconds(60L * minute),
                day.start().plusSeconds(60L * (minute + 20)));
        boolean taken =
            busy.stream()
                .anyMatch(
                    one -> one.start().isBefore(slot.end()) && slot.start().isBefore(one.end()));
        assertThat(free.contains(slot)).as("round %s, %s", round, slot).isNotEqualTo(taken);
      }
    }
  }
}

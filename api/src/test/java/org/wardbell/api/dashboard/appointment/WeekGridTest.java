package org.wardbell.api.dashboard.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.workflows.appointment.TimeSlot;

class WeekGridTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LocalDate BACK = LocalDate.parse("2026-10-19");
  private static final LocalDate FORWARD = LocalDate.parse("2026-03-23");

  private static WeekGrid.Item item(String start, String end) {
    return new WeekGrid.Item(
        new TimeSlot(Instant.parse(start), Instant.parse(end)),
        UUID.randomUUID(),
        "waiting",
        "Dr. Okafor",
        "Booked");
  }

  private static List<WeekGrid.Block> blocks(LocalDate monday, WeekGrid.Item... items) {
    return WeekGrid.of(monday, BERLIN, Instant.EPOCH, List.of(items)).blocks();
  }

  @Test
  void hourThatComesTwice_hasItsPlaceTwice() {
    List<WeekGrid.Block> blocks =
        blocks(
            BACK,
            item("2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z"),
            item("2026-10-25T01:30:00Z", "2026-10-25T02:00:00Z"),
            item("2026-10-25T02:30:00Z", "2026-10-25T03:00:00Z"));

    assertThat(blocks).extracting(WeekGrid.Block::y).containsExactly(66, 130, 194);
    assertThat(blocks)
        .extracting(WeekGrid.Block::time)
        .containsExactly("02:30 CEST–02:00 CET", "02:30–03:00 CET", "03:30–04:00 CET");
    assertThat(WeekGrid.of(BACK, BERLIN, Instant.EPOCH, List.of()).notes())
        .containsExactly("Sun 25 Oct: clocks are put back by 60 minutes, at 03:00 to 02:00.");
  }

  @Test
  void otherDays_ofSuchAWeek_leaveTheSecondHourEmpty() {
    List<WeekGrid.Block> blocks =
        blocks(
            BACK,
            item("2026-10-24T00:30:00Z", "2026-10-24T01:00:00Z"),
            item("2026-10-24T01:00:00Z", "2026-10-24T01:30:00Z"));

    assertThat(blocks).extracting(WeekGrid.Block::y).containsExactly(66, 162);
    assertThat(blocks).extracting(WeekGrid.Block::height).containsExactly(31, 31);
  }

  @Test
  void hourThatIsLeftOut_staysEmpty() {
    List<WeekGrid.Block> blocks =
        blocks(FORWARD, item("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"));

    assertThat(blocks.getFirst().time()).isEqualTo("01:30 CET–03:30 CEST");
    assertThat(blocks.getFirst().height()).isEqualTo(127);
  }

  @Test
  void whatOverlaps_sharesTheWidth_andWhatLastsOverMidnightIsOnBothDays() {
    List<WeekGrid.Block> blocks =
        blocks(
            LocalDate.parse("2026-11-23"),
            item("2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z"),
            item("2026-11-24T09:30:00Z", "2026-11-24T10:30:00Z"),
            item("2026-11-24T10:00:00Z", "2026-11-24T10:30:00Z"),
            item("2026-11-24T22:30:00Z", "2026-11-24T23:30:00Z"));

    assertThat(blocks).hasSize(5);
    assertThat(blocks.get(0).x()).isEqualTo(blocks.get(2).x()).isLessThan(blocks.get(1).x());
    assertThat(blocks.get(0).width()).isEqualTo(71);
    assertThat(blocks.get(3).x()).isNotEqualTo(blocks.get(4).x());
    assertThat(blocks.get(3).width()).isEqualTo(144);
  }
}

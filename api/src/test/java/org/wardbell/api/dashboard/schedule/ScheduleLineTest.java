package org.wardbell.api.dashboard.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardbell.workflows.delivery.RetrySchedule;
import org.wardbell.workflows.webhook.RetryPolicy;

class ScheduleLineTest {
  @Test
  void theStandard_isTenDotsOverThreeDays_namedInWords() {
    ScheduleLine line = line(RetryPolicy.STANDARD);

    assertThat(line.title()).isEqualTo("Ten tries over three days");
    assertThat(line.words())
        .isEqualTo(
            "At once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 1 day; given up"
                + " 3 days 3 h after the first.");
    assertThat(line.dots()).hasSize(10);
    assertThat(line.dots().getLast().words()).isEqualTo("Try 10: 3 days 3 h after the first");
    assertThat(line.marks().stream().map(ScheduleLine.Mark::words))
        .contains("at once", "1 h", "1 day", "3 days");
  }

  /** Of a picture at a desk, and on a telephone; in px. */
  private static final int WIDE = 650;

  private static final int NARROW = 310;

  /** Every dot can be seen by itself, and no words of the axis stand on others. */
  @Test
  void theStandard_hasRoomForEachDotAndMark() {
    ScheduleLine line = line(RetryPolicy.STANDARD);

    assertThat(gaps(line.dots().stream().map(ScheduleLine.Dot::x).toList()))
        .allMatch(gap -> gap * WIDE / 100 >= 10);
    assertThat(gaps(line.marks().stream().map(ScheduleLine.Mark::x).toList()))
        .allMatch(gap -> gap * WIDE / 100 >= 56);
    assertThat(
            gaps(
                line.marks().stream()
                    .filter(mark -> !mark.isThin())
                    .map(ScheduleLine.Mark::x)
                    .toList()))
        .allMatch(gap -> gap * NARROW / 100 >= 50);
  }

  @Test
  void equalWaits_areToldAsOne() {
    assertThat(line(RetryPolicy.ofSchedule(List.of(0, 5, 5, 5, 60, 60))).words())
        .isEqualTo(
            "At once, then three times after 5 s, 1 min and 1 min; given up 2 min 15 s after the"
                + " first.");
    assertThat(line(RetryPolicy.ofSchedule(List.of(0, 5, 5, 5))).title())
        .isEqualTo("Four tries over 15 seconds");
  }

  @Test
  void oneTry_isOneDot_andNothingIsPromised() {
    ScheduleLine line = line(RetryPolicy.ofSchedule(List.of(0)));

    assertThat(line.title()).isEqualTo("One try");
    assertThat(line.words()).isEqualTo("At once. If that fails, it is given up.");
    assertThat(line.dots()).singleElement();
  }

  @Test
  void everySchedule_staysInThePicture_andGoesForward() {
    for (int attempts : List.of(2, 3, 12, 20)) {
      for (int wait : List.of(0, 1, 59, 3_600, 86_400)) {
        List<Integer> waits = new ArrayList<>();
        for (int i = 0; i < attempts; i++) {
          waits.add(i == 0 ? 0 : wait);
        }
        List<Double> dots =
            line(RetryPolicy.ofSchedule(waits)).dots().stream().map(ScheduleLine.Dot::x).toList();

        assertThat(dots).isSortedAccordingTo(Comparator.naturalOrder());
        assertThat(dots).allMatch(x -> x >= 0 && x <= 100);
      }
    }
  }

  @Test
  void durations_haveTheTwoUnitsThatTellThem() {
    assertThat(
            List.of(0, 59, 60, 61, 3_600, 5_400, 86_400, 90_000, 180_000).stream()
                .map(seconds -> ScheduleWords.duration(Duration.ofSeconds(seconds))))
        .containsExactly(
            "0 s",
            "59 s",
            "1 min",
            "1 min 1 s",
            "1 h",
            "1 h 30 min",
            "1 day",
            "1 day 1 h",
            "2 days 2 h");
  }

  @Test
  void theTemplate_drawsADotForEachTry() {
    StringOutput output = new StringOutput();
    TemplateEngine.createPrecompiled(ContentType.Html)
        .render("schedule/line.jte", line(RetryPolicy.STANDARD), output);

    assertThat(output.toString().split("<circle ", -1)).hasSize(11);
    assertThat(output.toString()).contains("Ten tries over three days", "and 1 day; given up");
  }

  private static ScheduleLine line(RetryPolicy policy) {
    return ScheduleLine.of(RetrySchedule.of(policy));
  }

  private static List<Double> gaps(List<Double> places) {
    List<Double> gaps = new ArrayList<>();
    for (int i = 1; i < places.size(); i++) {
      gaps.add(places.get(i) - places.get(i - 1));
    }
    return gaps;
  }
}

package org.wardbell.activities.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.statistics.StatisticsStep.Span;

class SpanTest {
  private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
  private static final ZoneId UTC = ZoneId.of("Etc/UTC");

  @Test
  void hoursOfWholeDays_areThoseDays() {
    Span days = new Span(StatisticsStep.HOUR, DAY, DAY.plus(Duration.ofDays(2)));

    assertThat(Span.widest(days, UTC))
        .containsExactly(new Span(StatisticsStep.DAY, days.from(), days.to()));
  }

  @Test
  void hoursOfLessThanADay_minutesAndDays_stayAsTheyAre() {
    for (Span span :
        List.of(
            new Span(StatisticsStep.HOUR, DAY.plusSeconds(3_600), DAY.plus(Duration.ofHours(47))),
            new Span(StatisticsStep.MINUTE, DAY, DAY.plus(Duration.ofDays(2))),
            new Span(StatisticsStep.DAY, DAY, DAY.plus(Duration.ofDays(2))))) {
      assertThat(Span.widest(span, UTC)).containsExactly(span);
    }
  }

  /** Zones whose clocks change by an hour, by half an hour, at midnight, and half an hour off. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Etc/UTC",
        "Europe/Berlin",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "America/Santiago",
        "Pacific/Apia"
      })
  void spans_leaveNothingOutAndHaveNothingTwice(String name) {
    ZoneId zone = ZoneId.of(name);
    SplittableRandom random = new SplittableRandom(name.hashCode());
    for (int i = 0; i < 2_000; i++) {
      Instant from = StatisticsStep.HOUR.start(DAY.plusSeconds(random.nextInt(365 * 86_400)), zone);
      Instant to = from.plusSeconds(1 + random.nextInt(20 * 86_400));
      List<Span> spans = Span.widest(new Span(StatisticsStep.HOUR, from, to), zone);

      assertThat(spans.getFirst().from()).isEqualTo(from);
      assertThat(spans.getLast().to()).isEqualTo(to);
      for (int j = 0; j < spans.size(); j++) {
        Span span = spans.get(j);
        assertThat(span.from()).isBefore(span.to());
        assertThat(span.step().start(span.from(), zone)).isEqualTo(span.from());
        if (j > 0) {
          assertThat(span.from()).isEqualTo(spans.get(j - 1).to());
        }
        if (span.step() == StatisticsStep.DAY) {
          assertThat(StatisticsStep.DAY.start(span.to(), zone)).isEqualTo(span.to());
        } else {
          assertThat(Duration.between(span.from(), span.to()))
              .isLessThan(Duration.ofHours(spans.size() == 1 ? 51 : 26));
        }
      }
    }
  }
}

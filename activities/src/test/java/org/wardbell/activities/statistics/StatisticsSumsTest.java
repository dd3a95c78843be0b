package org.wardbell.activities.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CLINIC;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Ids;

/**
 * Sums of a chart by the hour, which are read by the day where they can be: the same as its
 * columns'.
 */
class StatisticsSumsTest extends StatisticsTest {
  private static final int ATTEMPTS = 60;

  private final UUID[] webhooks = {Ids.next(), Ids.next()};
  private final SplittableRandom random = new SplittableRandom(20_261_126);
  private final Instant now = recent();

  private void attempts() {
    for (int i = 0; i < ATTEMPTS; i++) {
      delivered(
          i % 3 == 0 ? other : clinic,
          webhooks[random.nextInt(2)],
          "bill.paid",
          1_000 + i,
          now.minusSeconds(random.nextInt(7 * 86_400)));
    }
    count();
  }

  private Statistics read(@Nullable UUID of, Instant from, Instant to, StatisticsGroup by) {
    return query.read(
        new StatisticsFilter(of, null, null, null, from, to, StatisticsStep.HOUR, by),
        query.zone(of));
  }

  private void assertSums(@Nullable UUID of) {
    for (int i = 0; i < 20; i++) {
      Instant to = now.minus(Duration.ofHours(random.nextInt(72)));
      Instant from = to.minus(Duration.ofHours(24 + random.nextInt(48)));
      for (StatisticsGroup by : StatisticsGroup.values()) {
        if (of == null && by == StatisticsGroup.CLINIC) {
          // A clinic's hours are its own: those of Kolkata begin at half past.
          continue;
        }
        Statistics shown = read(of, from, to, by);
        long attempted = shown.totals().attempted();
        assertThat(shown.groups().stream().mapToLong(one -> one.totals().attempted()).sum())
            .as(by + " from " + from + " to " + to)
            .isEqualTo(attempted);
        assertThat(shown.groups().stream().mapToLong(StatisticsSumsTest::timed).sum())
            .as(by + " from " + from + " to " + to)
            .isEqualTo(attempted);
      }
      Statistics shown = read(of, from, to, StatisticsGroup.WEBHOOK);
      assertThat(shown.usedWebhooks()).isEqualTo(shown.groups().size());
      Instant before = shown.from().minus(Duration.between(shown.from(), to));
      assertThat(shown.before())
          .isEqualTo(read(of, before, shown.from(), StatisticsGroup.WEBHOOK).totals());
    }
  }

  private static long timed(Statistics.Group group) {
    return group.times() == null ? 0 : group.times().requests();
  }

  @Test
  void groupsAndThePeriodBefore_areTheSumsOfTheirHours() {
    attempts();

    assertSums(clinic);
    assertSums(other);
    assertSums(null);
  }

  @Test
  void afterAChangeOfTheZone_groupsAreTheSumsOfTheirHoursToo() {
    attempts();
    database
        .update(CLINIC)
        .set(CLINIC.TIME_ZONE, "America/Los_Angeles")
        .where(CLINIC.ID.eq(other))
        .execute();

    assertSums(other);
  }
}

package org.wardbell.activities.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Ids;

/** The course of each of many webhooks, asked for at once. */
class StatisticsCoursesTest extends StatisticsTest {
  private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
  private static final int HOURS = 24;

  private final UUID one = Ids.next();
  private final UUID two = Ids.next();
  private final UUID silent = Ids.next();

  /** Half an hour off, so that hours of the universal time would be other ones. */
  @Test
  void courses_ofSomeWebhooks_areThoseOfTheClinicsHours() {
    Instant now = recent();
    Instant hour = StatisticsStep.HOUR.start(now, KOLKATA);
    Instant from = hour.minus(Duration.ofHours(HOURS - 1));
    delivered(clinic, one, "bill.paid", 1_000, now);
    delivered(clinic, one, "appointment.booked", 3_000, now);
    delivered(clinic, one, "bill.paid", 1_000, from.minusSeconds(1));
    delivered(clinic, two, "bill.paid", 5_000, from);
    delivered(other, two, "bill.paid", 5_000, now);
    UUID refused = delivery(clinic, two, event(clinic, "bill.paid", now));
    attempt(database, clinic, two, refused, 1);
    finish(refused, 1, "REFUSED", "http_422", 9_000, now, "REFUSED");
    count();

    Map<UUID, Statistics.Course> courses =
        query.courses(clinic, List.of(one, two, silent), from, now.plusSeconds(1), KOLKATA);

    assertThat(courses).containsOnlyKeys(one, two);
    Statistics.Course first = Objects.requireNonNull(courses.get(one));
    assertThat(first.delivered()).hasSize(HOURS).endsWith(0L, 2L);
    assertThat(first.failed()).containsOnly(0L);
    Statistics.Course second = Objects.requireNonNull(courses.get(two));
    assertThat(second.delivered()).startsWith(1L, 0L).endsWith(0L);
    assertThat(second.failed()).endsWith(1L);
    assertThat(Objects.requireNonNull(second.times()).requests()).isEqualTo(2);
  }

  @Test
  void courses_ofNoWebhook_askNothing() {
    assertThat(query.courses(clinic, List.of(), Instant.now(), Instant.now(), KOLKATA)).isEmpty();
  }
}

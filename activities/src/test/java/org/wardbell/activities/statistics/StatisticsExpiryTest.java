package org.wardbell.activities.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_COUNT;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_DURATION;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_TOTAL;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.Table;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;

/** Columns end when they are older than they are kept, and nobody else's do. */
class StatisticsExpiryTest extends StatisticsTest {
  @Test
  void columns_olderThanTheyAreKept_end_andOthersStay() {
    UUID webhook = Ids.next();
    delivered(clinic, webhook, "bill.paid", 1_000, recent());
    delivered(other, webhook, "bill.paid", 1_000, recent());
    count();
    age(StatisticsStep.HOUR, clinic);
    age(StatisticsStep.DAY, clinic);
    age(StatisticsStep.MINUTE, other);

    rounds = new StatisticsRounds(database); // A round of an hour later.
    count();

    for (Table<?> table : List.of(STATISTICS_COUNT, STATISTICS_TOTAL, STATISTICS_DURATION)) {
      assertThat(rows(table, StatisticsStep.MINUTE, clinic)).as(table.getName()).isPositive();
      assertThat(rows(table, StatisticsStep.HOUR, clinic)).as(table.getName()).isZero();
      assertThat(rows(table, StatisticsStep.DAY, clinic)).as(table.getName()).isPositive();
      assertThat(rows(table, StatisticsStep.MINUTE, other)).as(table.getName()).isZero();
      assertThat(rows(table, StatisticsStep.HOUR, other)).as(table.getName()).isPositive();
      for (StatisticsStep step : StatisticsStep.values()) {
        assertThat(rows(table, step, CountKey.NONE)).as(table.getName()).isPositive();
      }
    }
  }

  /** Lets columns have begun as long ago as they are kept, or a year ago. */
  private void age(StatisticsStep step, UUID owner) {
    Duration age =
        Objects.requireNonNullElse(step.kept, Duration.ofDays(365)).plus(Duration.ofHours(1));
    database
        .update(STATISTICS_COUNT)
        .set(STATISTICS_COUNT.STARTS_AT, DatabaseClock.after(age.negated()))
        .where(STATISTICS_COUNT.STEP.eq(step.name()))
        .and(STATISTICS_COUNT.CLINIC_ID.eq(owner))
        .execute();
    database
        .update(STATISTICS_TOTAL)
        .set(STATISTICS_TOTAL.STARTS_AT, DatabaseClock.after(age.negated()))
        .where(STATISTICS_TOTAL.STEP.eq(step.name()))
        .and(STATISTICS_TOTAL.CLINIC_ID.eq(owner))
        .execute();
    database
        .update(STATISTICS_DURATION)
        .set(STATISTICS_DURATION.STARTS_AT, DatabaseClock.after(age.negated()))
        .where(STATISTICS_DURATION.STEP.eq(step.name()))
        .and(STATISTICS_DURATION.CLINIC_ID.eq(owner))
        .execute();
  }

  private int rows(Table<?> table, StatisticsStep step, UUID owner) {
    Field<String> width =
        Objects.requireNonNull(table.field(STATISTICS_COUNT.STEP.getName(), String.class));
    Field<UUID> clinic = Objects.requireNonNull(table.field(STATISTICS_COUNT.CLINIC_ID));
    return database.fetchCount(table, width.eq(step.name()).and(clinic.eq(owner)));
  }
}

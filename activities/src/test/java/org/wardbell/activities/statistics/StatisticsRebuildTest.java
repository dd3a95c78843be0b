package org.wardbell.activities.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY_END;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_COUNT;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_DURATION;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_GENERATION;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Ids;

/** Statistics made anew are the same. */
class StatisticsRebuildTest extends StatisticsTest {
  private final UUID webhook = Ids.next();

  @Test
  void statistics_madeAnew_areTheSameRowByRow() {
    Instant at = recent();
    for (int i = 0; i < 40; i++) {
      UUID owner = i % 3 == 0 ? other : clinic;
      delivered(owner, webhook, "bill.paid", 500 + 997 * i, at.minusSeconds(3_000L * i));
      UUID delivery = delivery(owner, webhook, event(owner, "patient.created", at));
      attempt(database, owner, webhook, delivery, 1);
      count(); // Piece by piece, and each second attempt is seen before it is over.
      finish(delivery, 1, "FAILED", "http_503", 70_000 * i, at.minusSeconds(i), null);
    }
    count();
    List<String> before = rows();
    assertThat(before).hasSizeGreaterThan(100);

    rebuild();
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void wrongFigures_madeAnew_areRightAgain() {
    Instant at = recent();
    delivered(clinic, webhook, "bill.paid", 1_000, at);
    count();
    List<String> right = rows();
    database.update(STATISTICS_COUNT).set(STATISTICS_COUNT.ATTEMPTS, 7L).execute();
    database.deleteFrom(STATISTICS_DURATION).execute();

    rebuild();
    assertThat(rows()).isEqualTo(right);
  }

  @Test
  void rebuilding_asksForASecondOne_onlyAfterTheFirst() {
    assertThat(begin()).isTrue();
    assertThat(begin()).isFalse();
    assertThat(new StatisticsRebuild(database).state().beganAt()).isNotNull();
    count();
    assertThat(new StatisticsRebuild(database).state().beganAt()).isNull();
    assertThat(begin()).isTrue();
  }

  /** What was removed by age cannot be counted again. */
  @Test
  void daysWhoseRowsWereRemoved_keepTheirFigures() {
    Instant old = recent().minusSeconds(10 * 86_400L);
    delivered(clinic, webhook, "bill.paid", 1_000, old);
    count();
    database.execute("delete from attempt");
    database.execute("delete from delivery");
    database.execute("delete from event");
    delivered(clinic, webhook, "bill.paid", 2_000, recent());
    count();
    List<String> before = rows();

    rebuild();
    assertThat(rows()).isEqualTo(before);
    assertThat(hours(clinic, old, null).totals().delivered()).isEqualTo(1);
    assertThat(hours(clinic, old, null).times().requests()).isEqualTo(1);
  }

  @Test
  void replacedFigures_areRemovedInTheEnd() {
    delivered(clinic, webhook, "bill.paid", 1_000, recent());
    count();
    rebuild();
    database
        .update(STATISTICS_GENERATION)
        .set(STATISTICS_GENERATION.COUNTED_AT, Instant.EPOCH)
        .execute();
    count();

    assertThat(database.fetchCount(STATISTICS_GENERATION)).isEqualTo(1);
    assertThat(
            database
                .selectDistinct(STATISTICS_COUNT.GENERATION)
                .from(STATISTICS_COUNT)
                .fetch(STATISTICS_COUNT.GENERATION))
        .hasSize(1);
  }

  @Test
  void ends_ofDeliveriesThatWereRemoved_endWithThem() {
    UUID kept = delivery(clinic, webhook, event(clinic, "bill.paid", recent()));
    end(Ids.next());
    end(Ids.next());
    end(kept);
    end(Ids.next());
    count();
    rounds = new StatisticsRounds(database); // A round of an hour later.
    count();

    assertThat(
            database
                .select(DELIVERY_END.NUMBER)
                .from(DELIVERY_END)
                .orderBy(DELIVERY_END.NUMBER)
                .fetch(DELIVERY_END.NUMBER))
        .containsExactly(3L, 4L);
    assertThat(hours(clinic, recent(), null).totals().failed()).isEqualTo(4);
  }

  private void end(UUID delivery) {
    database
        .insertInto(DELIVERY_END)
        .set(DELIVERY_END.DELIVERY_ID, delivery)
        .set(DELIVERY_END.CLINIC_ID, clinic)
        .set(DELIVERY_END.WEBHOOK_ID, webhook)
        .set(DELIVERY_END.EVENT_ID, Ids.next())
        .set(DELIVERY_END.STATUS, "EXHAUSTED")
        .set(DELIVERY_END.ENDED_AT, recent())
        .execute();
  }

  private boolean begin() {
    return database.transactionResult(tx -> StatisticsGenerations.begin(tx.dsl()));
  }

  private void rebuild() {
    assertThat(begin()).isTrue();
    count();
    assertThat(new StatisticsGenerations(database).building()).isEmpty();
  }

  /** Returns all rows of the generation that is shown, but for its number. */
  private List<String> rows() {
    int generation = new StatisticsGenerations(database).current().number();
    List<String> rows = new ArrayList<>();
    database
        .selectFrom(STATISTICS_COUNT)
        .where(STATISTICS_COUNT.GENERATION.eq(generation))
        .orderBy(STATISTICS_COUNT.getPrimaryKey().getFields())
        .forEach(
            row -> {
              row.setGeneration(0);
              rows.add(row.formatJSON());
            });
    database
        .selectFrom(STATISTICS_DURATION)
        .where(STATISTICS_DURATION.GENERATION.eq(generation))
        .orderBy(STATISTICS_DURATION.getPrimaryKey().getFields())
        .forEach(
            row -> {
              row.setGeneration(0);
              rows.add(row.formatJSON());
            });
    return rows;
  }
}

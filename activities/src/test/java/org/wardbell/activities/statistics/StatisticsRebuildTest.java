package org.wardbell.activities.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.DELIVERY_END;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_COUNT;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_DURATION;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_GENERATION;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_SENDER;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_TOTAL;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableRecord;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.delivery.removal.DeliveryRemoval;
import org.wardbell.activities.delivery.removal.RemovalMarks;

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
    database.update(STATISTICS_TOTAL).set(STATISTICS_TOTAL.ATTEMPTS, 8L).execute();
    database.deleteFrom(STATISTICS_SENDER).execute();
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
    remove(clinic);
    delivered(clinic, webhook, "bill.paid", 2_000, recent());
    count();
    List<String> before = rows();

    rebuild();
    assertThat(rows()).isEqualTo(before);
    assertThat(hours(clinic, old, null).totals().delivered()).isEqualTo(1);
    assertThat(hours(clinic, old, null).times().requests()).isEqualTo(1);
  }

  /** Each clinic keeps its rows as long as it wants to, and what is parked keeps its event. */
  @Test
  void daysOfOneClinic_whoseRowsWereRemoved_keepTheirFigures_whereAnothersAreThere() {
    Instant old = recent().minusSeconds(10 * 86_400L);
    delivered(other, webhook, "bill.paid", 3_000, old.minusSeconds(5 * 86_400L));
    delivered(other, webhook, "bill.paid", 4_000, old);
    UUID parked = event(clinic, "bill.paid", old.minusSeconds(86_400));
    delivered(clinic, webhook, "bill.paid", 1_000, old);
    count();
    List<String> right = rows();
    remove(clinic);
    count();
    assertThat(database.fetchExists(EVENT, EVENT.ID.eq(parked))).isTrue();

    rebuild();
    assertThat(rows()).isEqualTo(right);
    assertThat(hours(clinic, old, null).totals().delivered()).isEqualTo(1);
    assertThat(hours(null, old, null).totals().delivered()).isEqualTo(2);
  }

  /** A wrong figure of a day whose rows are there is counted again, whoever's rows are not. */
  @Test
  void daysOfAnotherClinic_whoseRowsAreThere_areCountedAgain() {
    Instant old = recent().minusSeconds(10 * 86_400L);
    delivered(other, webhook, "bill.paid", 3_000, old);
    delivered(clinic, webhook, "bill.paid", 1_000, old);
    count();
    remove(clinic);
    database.update(STATISTICS_TOTAL).set(STATISTICS_TOTAL.DELIVERIES, 7L).execute();

    rebuild();
    assertThat(hours(other, old, null).totals().delivered()).isEqualTo(1);
    assertThat(hours(clinic, old, null).totals().delivered()).isEqualTo(7);
  }

  /** Old figures of a day that is not over may still grow, so they are not taken over. */
  @Test
  void dayThatIsNotOver_isCountedFromWhatIsThere() {
    delivered(clinic, webhook, "bill.paid", 1_000, recent());
    count();
    remove(clinic);
    delivered(clinic, webhook, "bill.paid", 2_000, recent());
    delivered(other, webhook, "bill.paid", 3_000, recent());
    count();

    rebuild();
    assertThat(hours(clinic, recent(), null).totals().delivered()).isEqualTo(1);
    assertThat(hours(null, recent(), null).totals().delivered()).isEqualTo(2);
  }

  /** Removes what has ended of a clinic, as sweeps do. */
  private void remove(UUID owner) {
    Map<UUID, UUID> ended =
        database
            .select(DELIVERY.ID, DELIVERY.EVENT_ID)
            .from(DELIVERY)
            .where(DELIVERY.CLINIC_ID.eq(owner))
            .fetchMap(DELIVERY.ID, DELIVERY.EVENT_ID);
    Condition events = EVENT.ID.in(ended.values());
    database.transaction(
        tx -> {
          int attempts = DeliveryRemoval.attempts(tx.dsl(), ended.keySet(), 500);
          assertThat(DeliveryRemoval.deliveries(tx.dsl(), ended.keySet())).isEqualTo(attempts);
          RemovalMarks.note(
              tx.dsl(),
              select(EVENT.CLINIC_ID, max(EVENT.ACCEPTED_AT))
                  .from(EVENT)
                  .where(events)
                  .groupBy(EVENT.CLINIC_ID));
          tx.dsl().deleteFrom(EVENT).where(events).execute();
        });
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
    rows.addAll(rows(STATISTICS_COUNT, STATISTICS_COUNT.GENERATION, generation));
    rows.addAll(rows(STATISTICS_TOTAL, STATISTICS_TOTAL.GENERATION, generation));
    rows.addAll(rows(STATISTICS_SENDER, STATISTICS_SENDER.GENERATION, generation));
    rows.addAll(rows(STATISTICS_DURATION, STATISTICS_DURATION.GENERATION, generation));
    return rows;
  }

  private <R extends TableRecord<R>> List<String> rows(
      Table<R> table, Field<Integer> column, int generation) {
    return database
        .selectFrom(table)
        .where(column.eq(generation))
        .orderBy(table.getPrimaryKey().getFields())
        .fetch(
            row -> {
              row.set(column, 0);
              return row.formatJSON();
            });
  }
}

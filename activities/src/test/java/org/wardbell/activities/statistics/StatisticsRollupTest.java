package org.wardbell.activities.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_WAITING;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** What is counted, when, and how often. */
class StatisticsRollupTest extends StatisticsTest {
  private final UUID webhook = Ids.next();

  @Test
  void attempts_ofTwoClinics_areCountedForEachAndForBoth() {
    Instant at = recent();
    delivered(clinic, webhook, "bill.paid", 1_000, at);
    delivered(clinic, webhook, "bill.paid", 3_000, at);
    delivered(other, Ids.next(), "patient.created", 9_000, at);
    event(database, other, "webhook.failing", at, "system");
    count();

    Statistics ours = hours(clinic, at, StatisticsGroup.EVENT_TYPE);
    assertThat(ours.totals().events()).isEqualTo(2);
    assertThat(ours.totals().attempted()).isEqualTo(2);
    assertThat(ours.totals().delivered()).isEqualTo(2);
    assertThat(ours.times().requests()).isEqualTo(2);
    assertThat(ours.times().maximumMicros()).isBetween(3_000L, 3_050L);
    assertThat(ours.groups())
        .singleElement()
        .satisfies(group -> assertThat(group.value()).isEqualTo("bill.paid"));
    Statistics theirs = hours(other, at, null);
    assertThat(theirs.totals().events()).isEqualTo(1);
    assertThat(theirs.times().p50Micros()).isBetween(9_000L, 9_150L);
    Statistics all = hours(null, at, StatisticsGroup.CLINIC);
    assertThat(all.totals().delivered()).isEqualTo(3);
    assertThat(all.groups())
        .extracting(Statistics.Group::value)
        .containsExactly(clinic.toString(), other.toString());
    assertThat(all.groups()).extracting(group -> group.times().requests()).containsExactly(2L, 1L);
    assertThat(all.usedWebhooks()).isEqualTo(2);
  }

  @Test
  void attempt_underWay_isCountedOnceItIsOver() {
    Instant at = recent();
    UUID delivery = delivery(clinic, webhook, event(clinic, "bill.paid", at));
    attempt(database, clinic, webhook, delivery, 1);
    count();
    assertThat(hours(clinic, at, null).totals().attempted()).isZero();

    finish(delivery, 1, "TIMEOUT", "timeout", 30_000_000, at, null);
    count();
    count();

    assertThat(hours(clinic, at, null).totals().attempts()).containsEntry("TIMEOUT", 1L);
    assertThat(hours(clinic, at, null).totals().deliveries()).isEmpty();
    assertThat(database.fetchCount(STATISTICS_WAITING)).isZero();
  }

  /** A number is given out at the insert, and seen at the commit. */
  @Test
  void numbers_committedAfterHigherOnes_areCountedOnce() {
    Instant at = recent();
    server
        .sending()
        .transaction(
            late -> {
              for (int i = 0; i < 3; i++) {
                event(late.dsl(), clinic, "bill.paid", at, "api");
              }
              event(clinic, "bill.paid", at);
              count();
              assertThat(hours(clinic, at, null).totals().events()).isEqualTo(1);
            });
    count();
    count();

    assertThat(hours(clinic, at, null).totals().events()).isEqualTo(4);
    assertThat(database.fetchCount(STATISTICS_WAITING)).isZero();
  }

  @Test
  void numbers_ofWhichOneAppears_leaveTheOthersWaiting() {
    Instant at = recent();
    database.execute("alter table event auto_increment = 10");
    event(clinic, "bill.paid", at);
    count();
    UUID late = event(clinic, "bill.paid", at);
    database.update(EVENT).set(EVENT.NUMBER, 5L).where(EVENT.ID.eq(late)).execute();
    count();

    assertThat(hours(clinic, at, null).totals().events()).isEqualTo(2);
    assertThat(
            database
                .select(STATISTICS_WAITING.FIRST_NUMBER, STATISTICS_WAITING.LAST_NUMBER)
                .from(STATISTICS_WAITING)
                .orderBy(STATISTICS_WAITING.FIRST_NUMBER)
                .fetch(row -> row.value1() + "-" + row.value2()))
        .containsExactly("1-4", "6-9");
  }

  @Test
  void number_thatNobodyCanCommitAnyMore_waitsNoLonger() {
    Instant at = recent();
    database.execute("alter table event auto_increment = 10");
    event(clinic, "bill.paid", at);
    count();
    database
        .update(STATISTICS_WAITING)
        .set(
            STATISTICS_WAITING.SINCE, Instant.now().minus(WaitingNumbers.PATIENCE).minusSeconds(60))
        .execute();
    count();

    assertThat(database.fetchCount(STATISTICS_WAITING)).isZero();
  }

  @Test
  void claim_givenBack_isForgotten() {
    UUID delivery = delivery(clinic, webhook, event(clinic, "bill.paid", recent()));
    attempt(database, clinic, webhook, delivery, 1);
    count();
    assertThat(database.fetchCount(STATISTICS_WAITING)).isEqualTo(1);
    database.deleteFrom(ATTEMPT).execute();
    count();

    assertThat(database.fetchCount(STATISTICS_WAITING)).isZero();
  }

  /** A process that was paused writes the answer after another one took the attempt as lost. */
  @Test
  void attempt_lostAndThenAnswered_countsAsAnswered() {
    Instant at = recent();
    UUID delivery = delivery(clinic, webhook, event(clinic, "bill.paid", at));
    attempt(database, clinic, webhook, delivery, 1);
    finish(delivery, 1, "LOST", "lost", null, at, null);
    count();
    assertThat(hours(clinic, at, null).totals().attempts()).containsEntry("LOST", 1L);

    finish(delivery, 1, "DELIVERED", "http_200", 5_000, at.plusSeconds(1), null);
    count();
    count();

    Totals totals = hours(clinic, at, null).totals();
    assertThat(totals.attempts()).isEqualTo(Map.of("DELIVERED", 1L));
    // Its delivery went on, and did not end with it.
    assertThat(totals.deliveries()).isEmpty();
    assertThat(hours(null, at, null).times().requests()).isEqualTo(1);
  }

  @Test
  void lastAttempt_ofEachOutcome_endsItsDelivery() {
    Instant at = recent();
    end("REFUSED", "http_422", "REFUSED", at);
    end("GONE", "http_410", "GONE", at);
    end("FAILED", "http_500", "EXHAUSTED", at);
    end("TIMEOUT", "timeout", "EXHAUSTED", at);
    end("DELIVERED", "http_200", "DELIVERED", at);
    count();

    Totals totals = hours(clinic, at, null).totals();
    assertThat(totals.deliveries())
        .isEqualTo(
            Map.of(
                DeliveryStatus.REFUSED, 1L,
                DeliveryStatus.GONE, 1L,
                DeliveryStatus.EXHAUSTED, 2L,
                DeliveryStatus.DELIVERED, 1L));
    assertThat(totals.successRate()).isEqualTo(0.2);
  }

  private void end(String outcome, String code, String status, Instant at) {
    UUID delivery = delivery(clinic, webhook, event(clinic, "bill.paid", at));
    attempt(database, clinic, webhook, delivery, 1);
    finish(delivery, 1, outcome, code, 1_000, at, status);
  }

  @Test
  void roundsOfManyThreads_countEachRowOnce() throws Exception {
    Instant at = recent();
    int rows = 400;
    try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
      for (int i = 0; i < 3; i++) {
        var _ =
            threads.submit(
                () -> {
                  StatisticsRounds own = new StatisticsRounds(server.sending());
                  for (int round = 0; round < 60; round++) {
                    own.run();
                  }
                });
      }
      for (int i = 0; i < 2; i++) {
        var _ =
            threads.submit(
                () -> {
                  for (int made = 0; made < rows / 2; made++) {
                    server
                        .dsl()
                        .transaction(one -> event(one.dsl(), clinic, "bill.paid", at, "api"));
                  }
                });
      }
    }
    count();

    assertThat(hours(clinic, at, null).totals().events()).isEqualTo(rows);
  }

  @Test
  void days_areThoseOfTheClinicsZone() {
    // 20:00 in London is half past one of the next day in Kolkata.
    Instant at = Instant.parse("2026-01-15T20:00:00Z");
    delivered(clinic, webhook, "bill.paid", 1_000, at);
    count();

    assertThat(days(clinic, at)).containsExactly("2026-01-15T18:30:00Z");
    assertThat(days(null, at)).containsExactly("2026-01-15T00:00:00Z");
  }

  private List<String> days(UUID of, Instant at) {
    return query
        .read(
            new StatisticsFilter(
                of,
                null,
                null,
                null,
                at.minusSeconds(86_400),
                at.plusSeconds(86_400),
                StatisticsStep.DAY,
                null),
            query.zone(of))
        .series()
        .stream()
        .filter(column -> column.totals().attempted() > 0)
        .map(column -> column.startsAt().toString())
        .toList();
  }

  @Test
  void figures_sayUntilWhenTheyAreComplete() {
    Instant before = now(database);
    delivered(clinic, webhook, "bill.paid", 1_000, recent());
    count();

    assertThat(hours(clinic, recent(), null).countedAt()).isBetween(before, now(database));
  }

  private static Instant now(DSLContext dsl) {
    return DatabaseClock.read(dsl);
  }
}

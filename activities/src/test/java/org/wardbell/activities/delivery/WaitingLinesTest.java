package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.ORDERED_LINE;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.Scale;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.MigratedDatabase;
import org.wardbell.activities.delivery.drain.InterruptedDrain;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.workflows.webhook.DrainResult;

/** Rule 18: what a claim reads does not grow with the lines whose first waits for a retry. */
final class WaitingLinesTest extends DeliveryTest {
  private static final int BACKLOG = Scale.of(10_000);

  /** Enough where nothing is measured; more than a circuit frees at once. */
  private static final int SOME = Scale.of(2_000);

  /** Of the oldest lines, once all others have their notes. */
  private static final int READS = 3_000;

  /** Of the oldest lines and of so many behind them as one claim looks at. */
  private static final int FIRST_READS = 15_000;

  private static final Duration FAR = Duration.ofHours(20);

  /** Otherwise the storage engine leaves out what is not due, and counts none of it as read. */
  private static final String COUNTING_ALL =
      "&sessionVariables=optimizer_switch='index_condition_pushdown=off'";

  @Override
  @BeforeAll
  void open() throws Exception {
    MySqlDatabase mysql = MigratedDatabase.create();
    harness =
        new DeliveryHarness(
            new MySqlDatabase(mysql.jdbcUrl() + COUNTING_ALL, mysql.user(), mysql.password()));
  }

  @Test
  void claim_whenAllOfManyLinesWait_looksAtFewOfThem_andAtNoneTwice() {
    UUID webhook = waiting("/lines/many", BACKLOG, BACKLOG);

    assertThat(settle(webhook)).isLessThan(FIRST_READS);

    assertThat(reads(() -> assertThat(claim(webhook)).isEmpty())).isLessThan(READS);
    DrainResult[] result = new DrainResult[1];
    long reads = reads(() -> result[0] = harness.engine.drain().drain(webhook.toString()));
    // Several claims, the end of those that waited too long, and the count that people see.
    assertThat(reads).isLessThan(FIRST_READS);
    assertThat(result[0].sent()).isZero();
    assertThat(result[0].waitMillis()).isPositive();
  }

  @Test
  void claim_whenAllOfFewLongLinesWait_readsTheirFirstOnly() {
    UUID webhook = waiting("/lines/few", BACKLOG, 50);

    assertThat(reads(() -> assertThat(claim(webhook)).isEmpty())).isLessThan(READS);
    assertThat(reads(() -> assertThat(claim(webhook)).isEmpty())).isLessThan(READS);
  }

  @Test
  void claim_whenOnlyTheLastOfManyLinesIsDue_findsItAndNoOtherWebhooks() {
    UUID webhook = waiting("/lines/last", BACKLOG, BACKLOG);
    UUID anotherClinics = harness.webhook(Ids.next(), WebhookBuilder.at("/lines/other").ordered());
    UUID due = heads(webhook).getLast();
    harness.makeDueIn(due, Duration.ofSeconds(-1));
    move(heads(webhook).get(BACKLOG / 2), anotherClinics);

    List<ClaimedAttempt> claimed = new ArrayList<>();
    long most = 0;
    for (int i = 0; claimed.isEmpty() && i <= BACKLOG / 1_000; i++) {
      most = Math.max(most, reads(() -> claimed.addAll(claim(webhook))));
    }

    assertThat(claimed).extracting(ClaimedAttempt::deliveryId).containsExactly(due);
    assertThat(most).isLessThan(FIRST_READS);
  }

  @Test
  void line_whoseFirstIsCancelledWhileItWaits_goesOnAtOnce() {
    UUID webhook = waiting("/lines/cancel", SOME, SOME / 2);
    settle(webhook);
    UUID first = heads(webhook).get(SOME / 4);
    UUID second = behind(first);
    harness.makeDueIn(second, Duration.ofSeconds(-1));

    harness.dsl().transaction(tx -> new OpenDeliveries().cancelOne(tx.dsl(), first));

    assertThat(claim(webhook)).extracting(ClaimedAttempt::deliveryId).containsExactly(second);
  }

  @Test
  void lines_thatWaitedForACircuit_areLookedAtWhenItCloses() {
    UUID webhook = waiting("/lines/circuit", SOME, SOME);
    harness
        .dsl()
        .update(DELIVERY)
        .set(DELIVERY.PARKED_REASON, "circuit")
        .where(DELIVERY.WEBHOOK_ID.eq(webhook))
        .execute();
    settle(webhook);

    harness.dsl().transaction(tx -> free(webhook, tx.dsl()));

    assertThat(count(webhook, ORDERED_LINE.WAITS_UNTIL.gt(DatabaseClock.now())))
        .isEqualTo(SOME - 500);
  }

  @Test
  void notes_ofLinesWhoseFirstEndsMeanwhile_areAllTakenBack() throws Exception {
    UUID webhook = waiting("/lines/race", BACKLOG, BACKLOG);
    List<UUID> heads = heads(webhook);
    Collections.shuffle(heads, new Random(7));
    List<UUID> ended = heads.subList(0, 2_000);

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> looking = threads.submit(() -> settle(webhook));
      for (int i = 0; i < ended.size(); i += 50) {
        List<UUID> some = ended.subList(i, i + 50);
        harness.dsl().transaction(tx -> OpenDeliveries.cancelAll(tx.dsl(), some));
      }
      looking.get();
    }

    assertThat(
            count(
                webhook,
                ORDERED_LINE.DELIVERY_ID.in(ended),
                ORDERED_LINE.WAITS_UNTIL.gt(DatabaseClock.now())))
        .isZero();
  }

  private static void free(UUID webhook, DSLContext transaction) {
    OpenDeliveries open = new OpenDeliveries();
    open.lock(transaction, webhook);
    open.freeOldest(transaction, webhook, DatabaseClock.read(transaction));
  }

  /** Claims until each line that waits has its note; returns the most that one claim read. */
  private long settle(UUID webhook) {
    long most = 0;
    for (int i = 0; i <= BACKLOG / 1_000; i++) {
      most = Math.max(most, reads(() -> assertThat(claim(webhook)).isEmpty()));
    }
    return most;
  }

  private UUID waiting(String path, int deliveries, int subjects) {
    UUID webhook = harness.webhook(WebhookBuilder.at(path).ordered());
    LineBacklog lines = new LineBacklog(harness);
    lines.park(webhook, deliveries, subjects);
    Instant far = Instant.now().plus(FAR);
    harness
        .dsl()
        .update(DELIVERY)
        .set(DELIVERY.PARKED_REASON, "retry")
        .set(DELIVERY.NEXT_ATTEMPT_AT, far)
        .where(DELIVERY.WEBHOOK_ID.eq(webhook))
        .execute();
    // In the first minute after a change each drain looks for what stands in no line.
    harness
        .dsl()
        .update(WEBHOOK)
        .set(WEBHOOK.UPDATED_AT, Instant.now().minus(Duration.ofMinutes(5)))
        .where(WEBHOOK.ID.eq(webhook))
        .execute();
    lines.join(webhook);
    assertThat(count(webhook)).isEqualTo(subjects);
    return webhook;
  }

  /** Gives the first of a line to another webhook, as the only one of its line. */
  private void move(UUID delivery, UUID webhook) {
    harness
        .dsl()
        .update(DELIVERY)
        .set(DELIVERY.WEBHOOK_ID, webhook)
        .set(DELIVERY.NEXT_ATTEMPT_AT, Instant.now().minusSeconds(5))
        .where(DELIVERY.ID.eq(delivery))
        .execute();
    harness
        .dsl()
        .execute(
            "update ordered_delivery d join ordered_line l on l.delivery_id = d.delivery_id set d.webhook_id = {0}, l.webhook_id = {0} where d.delivery_id = {1}",
            DSL.val(webhook, DELIVERY.ID), DSL.val(delivery, DELIVERY.ID));
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.WAKES_AT, Instant.now())
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
        .execute();
  }

  private List<UUID> heads(UUID webhook) {
    return new ArrayList<>(
        harness
            .dsl()
            .selectFrom(ORDERED_LINE)
            .where(ORDERED_LINE.WEBHOOK_ID.eq(webhook))
            .orderBy(ORDERED_LINE.PLACE)
            .fetch(ORDERED_LINE.DELIVERY_ID));
  }

  /** Returns the second of a line. */
  private UUID behind(UUID head) {
    return harness
        .dsl()
        .fetchSingle(
            "select o.delivery_id from ordered_delivery o join ordered_delivery h on h.webhook_id = o.webhook_id and h.line = o.line where h.delivery_id = {0} and o.place > h.place order by o.place limit 1",
            DSL.val(head, DELIVERY.ID))
        .get(0, DELIVERY.ID.getConverter());
  }

  private int count(UUID webhook, Condition... which) {
    return harness
        .dsl()
        .fetchCount(ORDERED_LINE, ORDERED_LINE.WEBHOOK_ID.eq(webhook).and(DSL.and(which)));
  }

  private List<ClaimedAttempt> claim(UUID webhook) {
    return InterruptedDrain.claimOnly(harness.engine.beans(), webhook, 10);
  }

  private long reads(Runnable work) {
    long before = handlerReads();
    work.run();
    return handlerReads() - before;
  }

  /** Of the whole server, which only this test uses now. */
  private long handlerReads() {
    return harness.dsl().fetch("show global status like 'Handler_read%'").stream()
        .mapToLong(row -> row.get(1, Long.class))
        .sum();
  }
}

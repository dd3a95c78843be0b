package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.types.UByte;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.Scale;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.MigratedDatabase;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.drain.InterruptedDrain;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.workflows.webhook.DrainResult;

/** Rule 2: what a drain reads does not grow with the deliveries that wait for a later attempt. */
final class WaitingBacklogTest extends DeliveryTest {
  private static final int BACKLOG = Scale.of(6_000);

  /** Of the oldest that a drain looks at, which it counts as well. */
  private static final int READS = 5_000;

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
  void claim_withNoneDueOfMany_readsTheOldestOnly() {
    UUID webhook = waiting("/waiting/none", BACKLOG);

    long reads = reads(() -> assertThat(claim(webhook, 10)).isEmpty());

    assertThat(reads).isLessThan(READS);
  }

  @Test
  void drain_withNoneDueOfMany_knowsWhenTheFirstIsWithoutReadingAll() {
    UUID webhook = waiting("/waiting/rest", BACKLOG);
    harness.makeDueIn(last(webhook).getId(), Duration.ofSeconds(100));

    DrainResult[] result = new DrainResult[1];
    long reads = reads(() -> result[0] = harness.engine.drain().drain(webhook.toString()));

    assertThat(result[0].sent()).isZero();
    assertThat(result[0].parked()).isEqualTo(InterruptedDrain.COUNTED);
    assertThat(result[0].waitMillis()).isBetween(1L, 100_000L);
    assertThat(reads).isLessThan(READS);
  }

  @Test
  void claim_whenOnlyTheLastOfManyIsDue_takesItAndNoOtherWebhooks() {
    UUID webhook = waiting("/waiting/last", BACKLOG);
    UUID anotherClinics = harness.webhook(Ids.next(), WebhookBuilder.at("/waiting/other"));
    UUID due = last(webhook).getId();
    UUID others = harness.deliveries().getFirst().getId();
    harness.makeDueIn(due, Duration.ofSeconds(-1));
    harness
        .dsl()
        .update(DELIVERY)
        .set(DELIVERY.WEBHOOK_ID, anotherClinics)
        .set(DELIVERY.NEXT_ATTEMPT_AT, Instant.now().minusSeconds(5))
        .where(DELIVERY.ID.eq(others))
        .execute();
    WebhookStateRows.wakeNow(harness.dsl(), anotherClinics);

    long reads =
        reads(
            () ->
                assertThat(claim(webhook, 10))
                    .extracting(ClaimedAttempt::deliveryId)
                    .containsExactly(due));

    assertThat(reads).isLessThan(READS);
  }

  @Test
  void claim_ofThoseThatAreDueBehindMany_takesLiveBeforeReplays() {
    UUID webhook = waiting("/waiting/urgency", BACKLOG);
    List<DeliveryRecord> behind = behind(webhook, 3);
    harness.makeDueIn(behind.get(0).getId(), Duration.ofSeconds(-9));
    harness.makeDueIn(behind.get(1).getId(), Duration.ofSeconds(-1));
    harness.makeDueIn(behind.get(2).getId(), Duration.ofSeconds(-5));
    harness
        .dsl()
        .update(DELIVERY)
        .set(DELIVERY.URGENCY, UByte.valueOf(2))
        .where(DELIVERY.ID.eq(behind.get(0).getId()))
        .execute();

    assertThat(claim(webhook, 1))
        .extracting(ClaimedAttempt::deliveryId)
        .containsExactly(behind.get(2).getId());
    assertThat(claim(webhook, 1))
        .extracting(ClaimedAttempt::deliveryId)
        .containsExactly(behind.get(1).getId());
    assertThat(claim(webhook, 1))
        .extracting(ClaimedAttempt::deliveryId)
        .containsExactly(behind.get(0).getId());
  }

  @Test
  void probe_withNoneDueOfMany_readsTheOldestOnly() {
    UUID webhook = waiting("/waiting/probe", BACKLOG);
    openCircuit(webhook, 0);

    long reads = reads(() -> assertThat(claim(webhook, 1)).isEmpty());

    assertThat(reads).isLessThan(READS);
  }

  @Test
  void probe_whenOnlyTheLastOfManyIsDue_takesIt() {
    UUID webhook = waiting("/waiting/probe-last", BACKLOG);
    DeliveryRecord last = last(webhook);
    openCircuit(webhook, last.getNumber() - 5_000);
    harness.makeDueIn(last.getId(), Duration.ofSeconds(-1));

    long reads =
        reads(
            () ->
                assertThat(claim(webhook, 1))
                    .extracting(ClaimedAttempt::deliveryId)
                    .containsExactly(last.getId()));

    assertThat(reads).isLessThan(READS);
  }

  private UUID waiting(String path, int count) {
    UUID webhook = harness.webhook(WebhookBuilder.at(path));
    Backlog.of(harness, webhook, count).parkedFor("retry", FAR);
    harness.dsl().execute("analyze table delivery");
    return webhook;
  }

  private List<ClaimedAttempt> claim(UUID webhook, int atMost) {
    return InterruptedDrain.claimOnly(harness.engine.beans(), webhook, atMost);
  }

  private void openCircuit(UUID webhook, long probed) {
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CIRCUIT, "OPEN")
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_AT, Instant.now().minusSeconds(1))
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_SECONDS, 30)
        .set(WEBHOOK_STATE.CIRCUIT_PROBED_NUMBER, probed)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
        .execute();
  }

  private DeliveryRecord last(UUID webhook) {
    return behind(webhook, 1).getFirst();
  }

  /** Returns the newest of a webhook, the newest first. */
  private List<DeliveryRecord> behind(UUID webhook, int count) {
    return harness
        .dsl()
        .selectFrom(DELIVERY)
        .where(DELIVERY.WEBHOOK_ID.eq(webhook))
        .orderBy(DELIVERY.NUMBER.desc())
        .limit(count)
        .fetch();
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

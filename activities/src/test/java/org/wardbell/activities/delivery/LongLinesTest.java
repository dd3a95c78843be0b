package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.ORDERED_DELIVERY;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.Scale;
import org.wardbell.activities.delivery.drain.InterruptedDrain;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.workflows.webhook.Protection;
import org.wardbell.workflows.webhook.Rate;

/** Rule 2: what a claim or a dispatch reads does not grow with the backlog. */
final class LongLinesTest extends DeliveryTest {
  private static final int BACKLOG = Scale.of(5_000);

  /** Of a page of lines with their deliveries and events, each found by index. */
  private static final int READS = 3_000;

  @Test
  void claim_withALongBacklogInFewLines_readsTheirFirstOnly() {
    assertThat(readsOfAClaim(50)).isLessThan(READS);
  }

  @Test
  void claim_withALongBacklogInManyLines_readsTheFirstOfThemOnly() {
    assertThat(readsOfAClaim(BACKLOG)).isLessThan(READS);
  }

  private long readsOfAClaim(int subjects) {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/long").ordered());
    backlog(webhook, subjects);
    undispatchedElsewhere();
    // They joined their lines when the webhook became ordered.
    DeliveryHarness.await(
        "all in their lines",
        () -> {
          InterruptedDrain.join(harness.engine.beans(), webhook);
          return state(webhook).getLinedAt() != null;
        });
    assertThat(harness.dsl().fetchCount(ORDERED_DELIVERY)).isEqualTo(BACKLOG);

    List<ClaimedAttempt> claims = new ArrayList<>();
    long reads = reads(() -> claims.addAll(claim(webhook)));
    reads = Math.max(reads, reads(() -> claims.addAll(claim(webhook))));

    assertThat(claims).hasSize(20);
    assertThat(claims)
        .extracting(one -> Arrays.toString(one.event().subjectFingerprint()))
        .doesNotHaveDuplicates();
    return reads;
  }

  private List<ClaimedAttempt> claim(UUID webhook) {
    return InterruptedDrain.claimOnly(harness.engine.beans(), webhook, 10);
  }

  @Test
  void dispatch_toALimitedWebhookWithManyInRetry_doesNotReadThem() {
    UUID webhook =
        harness.webhook(
            WebhookBuilder.at("/hook/retry")
                .withProtection(new Protection(8, new Rate(100, 1, 100), true, true, false)));
    backlog(webhook, BACKLOG);
    harness.dsl().execute("update delivery set next_attempt_at = '2099-01-01'");

    long reads = reads(() -> harness.claimAndDie(harness.accept(1)));

    assertThat(reads).isLessThan(READS);
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

  /** Clones one parked delivery; the subjects take turns. */
  private void backlog(UUID webhook, int subjects) {
    harness.pause(webhook);
    harness.engine.dispatch().dispatch(harness.accept(1));
    harness.resume(webhook);
    UUID event = harness.deliveries().getFirst().getEventId();
    for (int from = 1; from < BACKLOG; from += 1_000) {
      int count = Math.min(1_000, BACKLOG - from);
      clone(event("accepted_at"), from, count, event);
      clone(DELIVERIES, from, count, event);
    }
    harness
        .dsl()
        .execute(
            "update event set subject_fingerprint = unhex(sha2(concat('s/', number % "
                + subjects
                + "), 256)) where type = 'appointment.booked'");
    harness.dsl().execute("delete from ordered_delivery");
    harness.dsl().execute("delete from ordered_line");
    harness.dsl().execute("update webhook_state set lined_at = null");
    assertThat(harness.dsl().fetchCount(DELIVERY)).isEqualTo(BACKLOG);
  }

  /** As after an outage, of another clinic. */
  private void undispatchedElsewhere() {
    UUID event = harness.deliveries().getFirst().getEventId();
    for (int from = BACKLOG; from < 2 * BACKLOG; from += 1_000) {
      clone(event("null"), from, 1_000, event);
    }
    harness
        .dsl()
        .execute(
            "update event set clinic_id = 'another clinic..', subject_fingerprint = unhex(sha2(concat('o/', number % 100), 256)) where dispatched_at is null");
    assertThat(harness.dsl().fetchCount(EVENT, EVENT.DISPATCHED_AT.isNull())).isEqualTo(BACKLOG);
    harness.dsl().execute("analyze table event, delivery, ordered_delivery, ordered_line");
  }

  private void clone(String insert, int from, int count, UUID event) {
    harness
        .dsl()
        .execute(
            insert.replace(
                "{numbers}",
                "with recursive n as (select %d as i union all select i + 1 from n where i < %d)"
                    .formatted(from, from + count - 1)),
            harness.dsl().fetchSingle(EVENT, EVENT.ID.eq(event)).getNumber());
  }

  private static String event(String dispatchedAt) {
    return """
        insert into event (id, clinic_id, type, source, occurred_at, accepted_at,
          data_ciphertext, key_id, workflow_id, dispatched_at)
        {numbers} select unhex(lpad(hex(i), 32, '0')), clinic_id, type, source, occurred_at,
          accepted_at, data_ciphertext, key_id, workflow_id, %s
        from n join event where number = ?
        """
        .formatted(dispatchedAt);
  }

  private static final String DELIVERIES =
      """
      insert into delivery (id, clinic_id, event_id, webhook_id, `trigger`, status, owner,
        parked_reason, next_attempt_at, exhausts_at, envelope_version, content_type, created_at)
      {numbers} select unhex(concat('ff', lpad(hex(i), 30, '0'))), d.clinic_id,
        unhex(lpad(hex(i), 32, '0')), webhook_id, `trigger`, status, owner, parked_reason,
        next_attempt_at, exhausts_at, envelope_version, content_type, created_at
      from n join event e join delivery d on d.event_id = e.id where e.number = ?
      """;
}

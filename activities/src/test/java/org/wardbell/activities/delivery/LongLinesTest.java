package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
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
    LineBacklog lines = new LineBacklog(harness);
    lines.park(webhook, BACKLOG, subjects);
    undispatchedElsewhere(lines);
    lines.join(webhook);
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
    new LineBacklog(harness).park(webhook, BACKLOG, BACKLOG);
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

  /** As after an outage, of another clinic. */
  private void undispatchedElsewhere(LineBacklog lines) {
    UUID event = harness.deliveries().getFirst().getEventId();
    for (int from = BACKLOG; from < 2 * BACKLOG; from += 1_000) {
      lines.events("null", from, 1_000, event);
    }
    harness
        .dsl()
        .execute(
            "update event set clinic_id = 'another clinic..', subject_fingerprint = unhex(sha2(concat('o/', number % 100), 256)) where dispatched_at is null");
    assertThat(harness.dsl().fetchCount(EVENT, EVENT.DISPATCHED_AT.isNull())).isEqualTo(BACKLOG);
  }
}

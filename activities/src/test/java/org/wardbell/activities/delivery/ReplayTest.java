package org.wardbell.activities.delivery;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.replay.KeptReplay;
import org.wardbell.activities.delivery.replay.NewReplay;
import org.wardbell.activities.delivery.replay.ReplayEstimate;
import org.wardbell.activities.delivery.replay.ReplayStore;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.delivery.ReplaySelection;

/** Replay jobs of a webhook, begun and advanced as their workflow would. */
abstract class ReplayTest extends DeliveryTest {
  final ReplayStore store = new ReplayStore();

  void deliverOneByOne(int count) {
    for (int i = 0; i < count; i++) {
      harness.engine.dispatch().dispatch(harness.accept(1));
      for (DeliveryRecord delivery : harness.deliveries()) {
        if (delivery.getStatus().equals("PENDING") && delivery.getAttempts() == 0) {
          harness.engine.deliver().deliver(delivery.getId().toString());
        }
      }
    }
  }

  UUID event(int index) {
    return harness.dsl().selectFrom(EVENT).orderBy(EVENT.NUMBER).fetch().get(index).getId();
  }

  void accepted(UUID event, Duration when) {
    harness
        .dsl()
        .update(EVENT)
        .set(EVENT.ACCEPTED_AT, Instant.now().plus(when))
        .where(EVENT.ID.eq(event))
        .execute();
  }

  static NewReplay wanted(ReplaySelection selection, @Nullable Integer perMinute) {
    return new NewReplay(
        selection,
        Instant.now().minus(Duration.ofHours(1)),
        Instant.now().plusSeconds(1),
        perMinute,
        "key/test");
  }

  UUID begin(KeptWebhook webhook, ReplaySelection selection, @Nullable Integer perMinute) {
    return insert(webhook, wanted(selection, perMinute)).orElseThrow();
  }

  Optional<UUID> insert(KeptWebhook webhook, NewReplay wanted) {
    ReplayEstimate estimate = store.estimate(harness.dsl(), webhook, wanted);
    return harness
        .dsl()
        .transactionResult(
            transaction -> store.insert(transaction.dsl(), webhook, wanted, estimate));
  }

  /** What the two workflows do by turns. */
  void finish(KeptWebhook webhook, UUID job) {
    DeliveryHarness.await(
        "the end of the job",
        () -> {
          boolean over = harness.advance(job).over();
          harness.engine.drain().drain(webhook.id().toString());
          return over;
        });
  }

  boolean cancel(UUID job) {
    return change(transaction -> store.cancel(transaction, job));
  }

  interface Change {
    boolean in(org.jooq.DSLContext transaction);
  }

  boolean change(Change change) {
    return harness.dsl().transactionResult(transaction -> change.in(transaction.dsl()));
  }

  KeptReplay replay(UUID job) {
    return store.find(harness.dsl(), job).orElseThrow();
  }

  List<DeliveryRecord> repeats(UUID job) {
    return harness
        .dsl()
        .selectFrom(DELIVERY)
        .where(DELIVERY.REPLAY_ID.eq(job))
        .orderBy(DELIVERY.NUMBER)
        .fetch();
  }
}

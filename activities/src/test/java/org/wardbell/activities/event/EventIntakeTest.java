package org.wardbell.activities.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.delivery.DeliveryHarness;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.event.EventWorkflow;

/** Rules 7 and 8: group commit and idempotency, on a real MySQL. */
@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EventIntakeTest {
  /** Longer than the column: MySQL refuses it. */
  private static final String BAD_TYPE = "x".repeat(121);

  /** The time after which requests in between wait behind the transaction that holds a key. */
  private static final long QUEUED_MILLIS = 300;

  private DeliveryHarness harness;

  @BeforeAll
  void open() throws Exception {
    harness = new DeliveryHarness();
  }

  @AfterAll
  void close() {
    harness.close();
  }

  @AfterEach
  void clear() {
    harness.clear();
  }

  @Test
  void equalKeys_inOneGroup_areOneEventAndBothAnsweredAfterItsCommit() throws Exception {
    Callable<AcceptedEvent> post =
        () -> {
          AcceptedEvent event =
              harness.intake.accept(List.of(harness.event("k-1", "{\"n\":1}"))).getFirst();
          assertThat(harness.dsl().fetchExists(EVENT, EVENT.ID.eq(event.id()))).isTrue();
          return event;
        };
    List<Future<AcceptedEvent>> answers = inOneGroup(List.of(post, post));

    AcceptedEvent one = answers.get(0).get();
    AcceptedEvent two = answers.get(1).get();
    assertThat(one.id()).isEqualTo(two.id());
    assertThat(one.duplicate()).isNotEqualTo(two.duplicate());
    assertThat(events("k-1")).isEqualTo(1);
  }

  @Test
  void badValue_inAGroup_failsAlone() throws Exception {
    List<Future<AcceptedEvent>> answers =
        inOneGroup(
            List.of(
                () -> accept("k-good-1", "{}"),
                () -> harness.intake.accept(List.of(bad())).getFirst(),
                () -> accept("k-good-2", "{}")));

    assertThat(answers.get(0).get().duplicate()).isFalse();
    assertThatThrownBy(() -> answers.get(1).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StorageUnavailable.class);
    assertThat(answers.get(2).get().duplicate()).isFalse();
    assertThat(events("k-good-1") + events("k-good-2")).isEqualTo(2);
  }

  /**
   * Creates a deadlock: the other transaction holds b; ours writes a and waits for b; then the
   * other wants a. It has written more rows, so that MySQL ends ours.
   */
  @Test
  void deadlock_withAnotherProcess_isTriedAgain() throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<List<AcceptedEvent>> answer =
          harness
              .dsl()
              .transactionResult(
                  transaction -> {
                    DSLContext other = transaction.dsl();
                    List.of("b", "c", "d", "e").forEach(key -> insert(other, key));
                    Future<List<AcceptedEvent>> ours =
                        thread.submit(
                            () ->
                                harness.intake.accept(
                                    List.of(harness.event("a", "{}"), harness.event("b", "{}"))));
                    TimeUnit.MILLISECONDS.sleep(QUEUED_MILLIS);
                    insert(other, "a");
                    List.of("a", "b", "c", "d", "e").forEach(key -> remove(other, key));
                    return ours;
                  });

      assertThat(answer.get()).hasSize(2).noneMatch(AcceptedEvent::duplicate);
    }
    assertThat(events("a") + events("b")).isEqualTo(2);
  }

  @Test
  void key_takenByAnotherProcessMeanwhile_answersWithItsEvent() throws Exception {
    UUID[] first = new UUID[1];
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<AcceptedEvent> answer =
          harness
              .dsl()
              .transactionResult(
                  transaction -> {
                    first[0] =
                        harness
                            .eventStore
                            .record(transaction.dsl(), List.of(harness.event("race", "{}")))
                            .fresh()
                            .getFirst()
                            .id();
                    Future<AcceptedEvent> ours = thread.submit(() -> accept("race", "{}"));
                    TimeUnit.MILLISECONDS.sleep(QUEUED_MILLIS);
                    return ours;
                  });
      assertThat(answer.get().id()).isEqualTo(first[0]);
      assertThat(answer.get().duplicate()).isTrue();
    }
  }

  @Test
  void key_after30Days_isFreeForAnotherEvent() throws Exception {
    AcceptedEvent first = accept("reminder", "{\"n\":1}");
    age(first, Duration.ofDays(30).minusMinutes(1));
    assertThat(accept("reminder", "{\"n\":1}").id()).isEqualTo(first.id());
    age(first, Duration.ofDays(30).plusMinutes(1));

    Callable<AcceptedEvent> post = () -> accept("reminder", "{\"n\":2}");
    List<Future<AcceptedEvent>> answers = inOneGroup(List.of(post, post));

    assertThat(answers.get(0).get().id()).isNotEqualTo(first.id());
    assertThat(answers.get(0).get().id()).isEqualTo(answers.get(1).get().id());
    assertThat(accept("reminder", "{\"n\":2}").duplicate()).isTrue();
    assertThat(events("reminder")).isEqualTo(1);
  }

  private void age(AcceptedEvent event, Duration by) {
    harness
        .dsl()
        .update(EVENT)
        .set(EVENT.ACCEPTED_AT, DatabaseClock.after(by.negated()))
        .where(EVENT.ID.eq(event.id()))
        .execute();
  }

  @Test
  void events_moreThanFiftyInOneTransaction_haveWorkflowsOfFiftyEach() {
    List<NewEvent> many =
        IntStream.range(0, 120).mapToObj(i -> harness.event(null, "{\"n\":" + i + "}")).toList();

    RecordedEvents recorded =
        harness
            .dsl()
            .transactionResult(transaction -> harness.eventStore.record(transaction.dsl(), many));

    List<EventBatch> batches = recorded.starts().stream().map(RecordedEvents.Start::batch).toList();
    assertThat(batches).extracting(batch -> batch.eventIds().size()).containsExactly(50, 50, 20);
    assertThat(
            harness.dsl().selectDistinct(EVENT.WORKFLOW_ID).from(EVENT).fetchSet(EVENT.WORKFLOW_ID))
        .isEqualTo(batches.stream().map(EventWorkflow::workflowId).collect(Collectors.toSet()));
  }

  @Test
  void event_isAcceptedAtTheDatabasesTime() {
    AcceptedEvent accepted =
        harness
            .dsl()
            .transactionResult(
                transaction -> {
                  transaction.dsl().execute("set timestamp = unix_timestamp() + 3600");
                  try {
                    return harness
                        .eventStore
                        .record(transaction.dsl(), List.of(harness.event(null, "{}")))
                        .accepted()
                        .getFirst();
                  } finally {
                    transaction.dsl().execute("set timestamp = default");
                  }
                });

    assertThat(accepted.acceptedAt()).isAfter(Instant.now().plus(Duration.ofMinutes(50)));
  }

  @Test
  void events_ofOneCommit_shareTheirWorkflowsId() {
    List<AcceptedEvent> answers =
        harness.intake.accept(List.of(harness.event(null, "{}"), harness.event(null, "{}")));

    assertThat(harness.dsl().fetchValues(EVENT.WORKFLOW_ID))
        .containsOnly("events/" + answers.getFirst().id());
  }

  /** Runs them while a commit waits for somebody else's key, so that they share the next one. */
  private <T> List<Future<T>> inOneGroup(List<Callable<T>> posts) {
    try (ExecutorService threads = Executors.newFixedThreadPool(posts.size() + 1)) {
      return harness
          .dsl()
          .transactionResult(
              transaction -> {
                insert(transaction.dsl(), "held");
                threads.submit(() -> accept("held", "{}"));
                TimeUnit.MILLISECONDS.sleep(QUEUED_MILLIS);
                List<Future<T>> answers = posts.stream().map(threads::submit).toList();
                TimeUnit.MILLISECONDS.sleep(QUEUED_MILLIS);
                remove(transaction.dsl(), "held");
                return answers;
              });
    }
  }

  private void insert(DSLContext transaction, String key) {
    harness.eventStore.record(transaction, List.of(harness.event(key, "{}")));
  }

  private void remove(DSLContext transaction, String key) {
    transaction.deleteFrom(EVENT).where(EVENT.IDEMPOTENCY_FINGERPRINT.eq(kept(key))).execute();
  }

  private AcceptedEvent accept(String key, String data) {
    return harness.intake.accept(List.of(harness.event(key, data))).getFirst();
  }

  private NewEvent bad() {
    NewEvent good = harness.event("k-bad", "{}");
    return new NewEvent(
        good.clinicId(), BAD_TYPE, null, good.source(), good.idempotencyKey(), null, good.data());
  }

  private int events(String key) {
    return harness.dsl().fetchCount(EVENT, EVENT.IDEMPOTENCY_FINGERPRINT.eq(kept(key)));
  }

  /** What is kept of a key. */
  private byte[] kept(String key) {
    return harness.eventStore.keyFingerprint(harness.clinic, key);
  }
}

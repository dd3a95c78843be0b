package org.wardbell.activities.interactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardbell.activities.database.generated.Tables.INTERACTIVE_TASK;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.MasterKey;
import org.wardbell.activities.delivery.DeliveryHarness;

/** Rule 23: a task that a person waits for is done once, or never, and its row tells which. */
@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InteractiveTasksTest {
  private DeliveryHarness harness;
  private InteractiveStore store;
  private final AtomicInteger performed = new AtomicInteger();

  @BeforeAll
  void open() throws Exception {
    harness = new DeliveryHarness();
    store =
        new InteractiveStore(
            harness.dsl(), new Encryption(MasterKey.ofText(MasterKey.newKeyset()), harness.dsl()));
  }

  @AfterAll
  void close() {
    harness.close();
  }

  @Test
  void task_done_hasItsResultAndNothingReadableInItsRow() {
    UUID id = insert("echo");
    assertThat(store.state(id)).contains(TaskState.WAITING);

    worker().perform(id.toString());

    assertThat(store.find(id).orElseThrow().state()).isEqualTo(TaskState.DONE);
    assertThat(store.find(id).orElseThrow().result()).isEqualTo(bytes("\"Grace\""));
    var row = harness.dsl().fetchSingle(INTERACTIVE_TASK, INTERACTIVE_TASK.ID.eq(id));
    assertThat(text(row.getRequestCiphertext()) + text(row.getResultCiphertext()))
        .doesNotContain("Grace");
  }

  @Test
  void task_thatTemporalHandsOutTwice_isDoneOnce() throws Exception {
    UUID id = insert("echo");
    int before = performed.get();
    Callable<Void> hand =
        () -> {
          worker().perform(id.toString());
          return null;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Void> each : threads.invokeAll(List.of(hand, hand, hand, hand))) {
        each.get();
      }
    }
    assertThat(performed.get() - before).isEqualTo(1);
  }

  @Test
  void task_givenUpByWhoWaited_isNotDoneByALateWorker() {
    UUID id = insert("echo");
    int before = performed.get();

    assertThat(store.giveUp(id)).isTrue();
    worker().perform(id.toString());

    assertThat(performed.get()).isEqualTo(before);
    assertThat(store.state(id)).contains(TaskState.GIVEN_UP);
  }

  @Test
  void task_begun_cannotBeGivenUp() {
    UUID id = insert("echo");
    store.begin(id);

    assertThat(store.giveUp(id)).isFalse();
    assertThat(store.state(id)).contains(TaskState.RUNNING);
  }

  @Test
  void task_whoseWorkerFails_isFailedAndNotTriedAgain() {
    UUID id = insert("broken");

    assertThatThrownBy(() -> worker().perform(id.toString())).hasMessage("ours");
    assertThat(store.state(id)).contains(TaskState.FAILED);
    worker().perform(id.toString());
    assertThat(store.state(id)).contains(TaskState.FAILED);
  }

  @Test
  void task_ofAKindThatThisWorkerDoesNotKnow_isFailed() {
    UUID id = insert("newer");

    assertThatThrownBy(() -> worker().perform(id.toString())).hasMessageContaining("newer");
    assertThat(store.state(id)).contains(TaskState.FAILED);
  }

  @Test
  void task_whoseWorkerDied_isFailedOnceItCannotBeAliveAnyMore() {
    UUID id = insert("echo");
    store.begin(id);
    harness
        .dsl()
        .update(INTERACTIVE_TASK)
        .set(INTERACTIVE_TASK.STARTED_AT, Instant.now().minusSeconds(600))
        .where(INTERACTIVE_TASK.ID.eq(id))
        .execute();

    assertThat(store.state(id)).contains(TaskState.FAILED);
  }

  @Test
  void sweep_deletesWhatIsOlderThanADay() {
    UUID old = insert("echo");
    UUID young = insert("echo");
    age(old, 25);
    age(young, 23);

    new InteractiveSweep(store).run();

    assertThat(store.find(old)).isEmpty();
    assertThat(store.find(young)).isPresent();
  }

  @Test
  void twoTasks_ofOneKind_areRefused() {
    assertThatThrownBy(() -> new InteractiveActivitiesImpl(store, List.of(new Echo(), new Echo())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private InteractiveActivitiesImpl worker() {
    return new InteractiveActivitiesImpl(store, List.of(new Echo(), new Broken()));
  }

  private UUID insert(String kind) {
    return store.insert(harness.clinic, kind, null, bytes("\"Grace\""), _ -> {});
  }

  private void age(UUID id, int hours) {
    harness
        .dsl()
        .update(INTERACTIVE_TASK)
        .set(INTERACTIVE_TASK.CREATED_AT, Instant.now().minus(hours, ChronoUnit.HOURS))
        .where(INTERACTIVE_TASK.ID.eq(id))
        .execute();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private final class Echo implements InteractiveTask {
    @Override
    public String kind() {
      return "echo";
    }

    @Override
    public byte[] perform(@Nullable UUID clinicId, @Nullable UUID webhookId, byte[] request) {
      performed.incrementAndGet();
      return request;
    }
  }

  private static final class Broken implements InteractiveTask {
    @Override
    public String kind() {
      return "broken";
    }

    @Override
    public byte[] perform(@Nullable UUID clinicId, @Nullable UUID webhookId, byte[] request) {
      throw new IllegalStateException("ours");
    }
  }
}

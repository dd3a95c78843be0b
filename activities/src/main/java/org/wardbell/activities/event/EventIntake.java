package org.wardbell.activities.event;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseFailures;

/**
 * The entry of events, where concurrent requests share one commit. Requests that wait while a
 * commit runs go into the next one; a lone request never waits.
 */
public final class EventIntake implements AutoCloseable {
  /** One commit is one workflow, and a workflow carries at most 100 events. */
  private static final int GROUP_EVENTS = 100;

  /** MySQL's default packet is 64 MiB; a group stays far below, and its latency small. */
  private static final int GROUP_BYTES = 4 * 1024 * 1024;

  /** Requests that may wait for a commit; beyond that the answer is 503 and nobody's memory. */
  private static final int WAITING_SUBMISSIONS = 4_000;

  /** Data that may wait, in bytes; it is held twice, as it came and sealed. */
  private static final long WAITING_BYTES =
      Math.min(64L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 16);

  /**
   * Other transactions may win this often against one submission before it is told to try again.
   */
  private static final int TRIES_AGAINST_OTHERS = 4;

  /**
   * The time a request waits for its commit, which takes milliseconds; after it the client is told
   * to try again.
   */
  private static final Duration ANSWER_WAIT = Duration.ofSeconds(10);

  /** A slow workflow start may hold back the next commit for this long, to let the group grow. */
  private static final Duration START_WAIT = Duration.ofMillis(50);

  private record Submission(
      List<PreparedEvent> events, long bytes, CompletableFuture<RecordedEvents> answer) {}

  private final DSLContext dsl;
  private final EventStore store;
  private final WorkflowStarts starts;
  private final IntakeMeters meters;
  private final BlockingQueue<Submission> waiting = new ArrayBlockingQueue<>(WAITING_SUBMISSIONS);
  private final AtomicLong waitingBytes = new AtomicLong();
  private final Thread committer;
  private @Nullable Submission next;
  private volatile boolean closed;

  public EventIntake(
      DSLContext dsl, EventStore store, WorkflowStarts starts, MeterRegistry registry) {
    this.dsl = dsl;
    this.store = store;
    this.starts = starts;
    this.meters = new IntakeMeters(registry);
    this.committer = Thread.ofPlatform().name("event-intake").start(this::run);
  }

  /**
   * Keeps events, all or nothing, and starts their workflow. Blocks until they are committed.
   *
   * @param events 1-100, already checked
   * @return in the order given
   * @throws ConflictingEvents when one reuses an idempotency key with another body
   * @throws StorageUnavailable when the database does not take them; they may be sent again
   */
  public List<AcceptedEvent> accept(List<NewEvent> events) {
    Submission submission = submission(events);
    enqueue(submission);
    try {
      return submission.answer().get(ANSWER_WAIT.toSeconds(), TimeUnit.SECONDS).accepted();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof ConflictingEvents conflict) {
        throw conflict;
      }
      throw new StorageUnavailable("the database did not take the events", failure);
    } catch (TimeoutException slow) {
      // A client that was told to try again must not find its event committed later, unless it is
      // on its way.
      submission.answer().cancel(false);
      throw new StorageUnavailable("the database did not answer in time", slow);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StorageUnavailable("interrupted while waiting for the database", interrupted);
    }
  }

  private void enqueue(Submission submission) {
    if (waitingBytes.addAndGet(submission.bytes()) <= WAITING_BYTES
        && !closed
        && waiting.offer(submission)) {
      return;
    }
    waitingBytes.addAndGet(-submission.bytes());
    throw new StorageUnavailable("too many requests wait for the database");
  }

  private Submission submission(List<NewEvent> events) {
    long bytes = events.stream().mapToLong(event -> event.data().length).sum();
    try {
      return new Submission(store.prepare(events), bytes, new CompletableFuture<>());
    } catch (DataAccessException failure) {
      throw new StorageUnavailable("the database did not give the clinic's key", failure);
    }
  }

  private void run() {
    try {
      while (!closed || next != null || !waiting.isEmpty()) {
        Submission first = next != null ? next : waiting.poll(200, TimeUnit.MILLISECONDS);
        if (first != null) {
          starts.awaitCapacity(START_WAIT);
          commitWaited(group(first));
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Commits a group, without the requests that gave up while the database was away. */
  private void commitWaited(List<Submission> group) {
    waitingBytes.addAndGet(-group.stream().mapToLong(Submission::bytes).sum());
    List<Submission> wanted =
        group.stream().filter(submission -> !submission.answer().isDone()).toList();
    if (!wanted.isEmpty()) {
      commit(wanted);
    }
  }

  private List<Submission> group(Submission first) {
    List<Submission> group = new ArrayList<>();
    group.add(first);
    int events = first.events().size();
    long bytes = first.bytes();
    next = waiting.poll();
    while (next != null
        && events + next.events().size() <= GROUP_EVENTS
        && bytes + next.bytes() <= GROUP_BYTES) {
      group.add(next);
      events += next.events().size();
      bytes += next.bytes();
      next = waiting.poll();
    }
    return group;
  }

  private void commit(List<Submission> group) {
    try {
      insert(group);
    } catch (RuntimeException failure) {
      if ((group.size() == 1 && !isWonByAnother(failure)) || DatabaseFailures.isAway(failure)) {
        // Waiting for a database that is away is the sender's part: it still has the events.
        group.forEach(submission -> submission.answer().completeExceptionally(failure));
      } else {
        // A bad value, a deadlock or another process's key: alone, each tells its own story.
        group.forEach(this::commitAlone);
      }
    }
  }

  private void commitAlone(Submission submission) {
    for (int tries = 1; ; tries++) {
      try {
        insert(List.of(submission));
        return;
      } catch (RuntimeException failure) {
        if (!isWonByAnother(failure) || tries == TRIES_AGAINST_OTHERS) {
          submission.answer().completeExceptionally(failure);
          return;
        }
      }
    }
  }

  private void insert(List<Submission> group) {
    long began = System.nanoTime();
    List<EventStore.Answer> answers =
        dsl.transactionResult(
            transaction ->
                store.insert(transaction.dsl(), group.stream().map(Submission::events).toList()));
    List<RecordedEvents> recorded = new ArrayList<>(answers.size());
    for (EventStore.Answer answer : answers) {
      if (answer.recorded() != null) {
        recorded.add(answer.recorded());
      }
    }
    RecordedEvents together = RecordedEvents.together(recorded);
    starts.start(together);
    meters.committed(System.nanoTime() - began, together.fresh().size());
    for (int i = 0; i < group.size(); i++) {
      answer(group.get(i), answers.get(i));
    }
  }

  private static void answer(Submission submission, EventStore.Answer answer) {
    if (answer.recorded() == null) {
      submission.answer().completeExceptionally(new ConflictingEvents(answer.conflicts()));
    } else {
      submission.answer().complete(answer.recorded());
    }
  }

  /**
   * Returns whether to insert the same again at once: another transaction won, or has just taken an
   * idempotency key, whose event the next try then finds.
   */
  private static boolean isWonByAnother(RuntimeException failure) {
    return DatabaseFailures.isRace(failure) || DatabaseFailures.isDuplicate(failure);
  }

  /** Stops taking events, and commits those that wait. */
  @Override
  public void close() {
    closed = true;
    try {
      committer.join(ANSWER_WAIT);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

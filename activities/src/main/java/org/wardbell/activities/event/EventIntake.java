package org.wardbell.activities.event;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseFailures;
import org.wardbell.activities.tracing.Tracing;

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

  /**
   * The shorter way of events: what was committed is dispatched by this process at once, and
   * Temporal hears of it afterwards, of many events together.
   */
  public interface ShorterWay {
    /**
     * Reserves a place for the events of the next commit; does not wait.
     *
     * @param clinics whose events they are
     * @param first the id of one of them, by which their workflow is called
     * @return null where their workflow is to be started first
     */
    @Nullable Place reserve(Set<UUID> clinics, int events, UUID first);

    /**
     * Waits until events could be dispatched at once, so that requests which arrive meanwhile join
     * the next commit.
     */
    void awaitRoom(Duration atMost) throws InterruptedException;
  }

  /** A place that was reserved; exactly one of the two methods that end it is called. */
  public interface Place {
    /** Returns the id of the workflow in which people find these events. */
    String workflowId();

    /**
     * Dispatches events that were committed under that id; does not wait.
     *
     * @param known the same events with their data, by id
     */
    void committed(RecordedEvents recorded, Map<UUID, EventReader.Unsealed> known);

    /** Gives the place back: nothing was committed. */
    void unused();
  }

  private record Submission(
      List<PreparedEvent> events, long bytes, CompletableFuture<RecordedEvents> answer) {}

  private final DSLContext dsl;
  private final EventStore store;
  private final WorkflowStarts starts;
  private final @Nullable ShorterWay shorterWay;
  private final IntakeMeters meters;
  private final Tracing tracing;
  private final BlockingQueue<Submission> waiting = new ArrayBlockingQueue<>(WAITING_SUBMISSIONS);
  private final AtomicLong waitingBytes = new AtomicLong();
  private final Thread committer;
  private @Nullable Submission next;
  private volatile boolean closed;

  /**
   * @param shorterWay null in a process that does not send
   */
  public EventIntake(
      DSLContext dsl,
      EventStore store,
      WorkflowStarts starts,
      @Nullable ShorterWay shorterWay,
      MeterRegistry registry,
      Tracing tracing) {
    this.dsl = dsl;
    this.store = store;
    this.starts = starts;
    this.shorterWay = shorterWay;
    this.meters = new IntakeMeters(registry);
    this.tracing = tracing;
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
    Instant began = tracing.isOn() ? Instant.now() : null;
    Submission submission = submission(events);
    enqueue(submission);
    try {
      RecordedEvents recorded = submission.answer().get(ANSWER_WAIT.toSeconds(), TimeUnit.SECONDS);
      recorded.traced(tracing, began);
      return recorded.accepted();
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
          if (shorterWay != null) {
            shorterWay.awaitRoom(START_WAIT);
          }
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
    Place place = place(group);
    RecordedEvents together = RecordedEvents.NONE;
    List<EventStore.Answer> answers;
    try {
      answers = insert(group, place == null ? null : place.workflowId());
      together = together(answers);
    } finally {
      if (place != null && together.fresh().isEmpty()) {
        place.unused();
      }
    }
    if (place == null) {
      starts.startPosted(together);
    } else if (!together.fresh().isEmpty()) {
      place.committed(together, known(group, answers));
    }
    meters.committed(System.nanoTime() - began, together.fresh().size());
    for (int i = 0; i < group.size(); i++) {
      answer(group.get(i), answers.get(i));
    }
  }

  private @Nullable Place place(List<Submission> group) {
    if (shorterWay == null) {
      return null;
    }
    List<PreparedEvent> events =
        group.stream().flatMap(submission -> submission.events().stream()).toList();
    return shorterWay.reserve(
        events.stream().map(one -> one.event().clinicId()).collect(Collectors.toSet()),
        events.size(),
        events.getFirst().id());
  }

  private List<EventStore.Answer> insert(List<Submission> group, @Nullable String workflowId) {
    List<List<PreparedEvent>> events = group.stream().map(Submission::events).toList();
    return dsl.transactionResult(
        transaction -> store.insert(transaction.dsl(), events, workflowId));
  }

  /** Returns the events of these requests, duplicates left out. */
  private static Map<UUID, EventReader.Unsealed> known(
      List<Submission> group, List<EventStore.Answer> answers) {
    Map<UUID, Instant> accepted = new HashMap<>();
    for (EventStore.Answer answer : answers) {
      if (answer.recorded() != null) {
        answer.recorded().accepted().forEach(one -> accepted.put(one.id(), one.acceptedAt()));
      }
    }
    Map<UUID, EventReader.Unsealed> known = new HashMap<>();
    for (Submission submission : group) {
      for (PreparedEvent prepared : submission.events()) {
        Instant now = accepted.get(prepared.id());
        if (now != null) {
          Instant occurred = prepared.event().occurredAt();
          known.put(
              prepared.id(),
              new EventReader.Unsealed(
                  prepared.id(),
                  prepared.event(),
                  // To the microseconds that the column keeps: later attempts read it there.
                  occurred == null ? now : occurred.truncatedTo(ChronoUnit.MICROS),
                  prepared.subjectFingerprint()));
        }
      }
    }
    return known;
  }

  private static RecordedEvents together(List<EventStore.Answer> answers) {
    List<RecordedEvents> recorded = new ArrayList<>(answers.size());
    for (EventStore.Answer answer : answers) {
      if (answer.recorded() != null) {
        recorded.add(answer.recorded());
      }
    }
    return RecordedEvents.together(recorded);
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

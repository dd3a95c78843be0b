package org.wardbell.api.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.wardbell.activities.live.LiveCaller;
import org.wardbell.activities.live.LiveChange;
import org.wardbell.activities.live.LiveConfiguration.LiveWatches;
import org.wardbell.activities.live.LiveWatch;
import org.wardbell.activities.log.FailureText;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everybody who watches in this process, and the one thread that looks at the database for all of
 * them. It looks while somebody watches, and for as long after that as a stream may be resumed.
 */
@Component
final class LiveHub implements SmartLifecycle {
  /** Readers of this process: each has a connection and a virtual thread. */
  static final int MAXIMUM = 200;

  /** Readers with one key. */
  static final int PER_KEY = 10;

  /** Readers from one address. */
  static final int PER_ADDRESS = 20;

  /** The pause between two looks: what happens is told in batches of so long. */
  static final Duration PAUSE = Duration.ofMillis(250);

  /** For so long a stream that broke can be resumed in the same process. */
  static final Duration RESUMABLE = Duration.ofSeconds(60);

  /** Messages that are kept for that. */
  private static final int KEPT = 2_000;

  /** Keys are looked up again after so many looks: a revoked one ends within 10 s. */
  private static final int LOOKS_PER_KEY_CHECK = 20;

  private static final Logger log = LoggerFactory.getLogger(LiveHub.class);

  private final LiveWatches watches;
  private final JsonMapper json;
  private final List<LiveReader> readers = new CopyOnWriteArrayList<>();
  private final Deque<LiveMessage> kept = new ArrayDeque<>();
  private @Nullable Thread looking;

  /** The message before those that are kept, or null if none was told. */
  private @Nullable String lastForgotten;

  private boolean running;

  LiveHub(LiveWatches watches, JsonMapper json) {
    this.watches = watches;
    this.json = json;
  }

  /**
   * Adds a reader, which first gets what it missed.
   *
   * @param last the id of the last message that it got, or null
   * @throws ProblemException 429 if there are too many
   */
  synchronized void add(LiveReader reader, @Nullable String last) {
    if (!running) {
      throw later(ProblemKind.UNAVAILABLE, "This server is stopping. Connect again.");
    }
    if (readers.size() >= MAXIMUM) {
      throw later(
          ProblemKind.UNAVAILABLE,
          "%d streams are open in this process, and no more fit. Ask the lists every few seconds instead."
              .formatted(MAXIMUM));
    }
    if (count(one -> one.key().equals(reader.key())) >= PER_KEY) {
      throw later(
          ProblemKind.TOO_MANY_REQUESTS,
          "%d streams are open with this key. Close one.".formatted(PER_KEY));
    }
    if (count(one -> one.address().equals(reader.address())) >= PER_ADDRESS) {
      throw later(
          ProblemKind.TOO_MANY_REQUESTS,
          "%d streams are open from this address. Close one.".formatted(PER_ADDRESS));
    }
    boolean resumed = last != null && resume(reader, last);
    if (last != null && !resumed) {
      boolean _ = reader.offer("event: reset\ndata: {}\n\n");
    }
    readers.add(reader);
    if (looking == null) {
      looking = Thread.ofPlatform().daemon().name("live").start(this::look);
    }
  }

  private static ProblemException later(ProblemKind kind, String detail) {
    return ProblemException.later(kind, detail, Duration.ofSeconds(5));
  }

  private long count(Predicate<LiveReader> which) {
    return readers.stream().filter(which).count();
  }

  void remove(LiveReader reader) {
    readers.remove(reader);
  }

  /** Returns how many watch. */
  int size() {
    return readers.size();
  }

  /** Returns whether somebody looks at the database for them. */
  synchronized boolean isLooking() {
    return looking != null;
  }

  /** Gives what was told after a message; false if that is not known any more. */
  private boolean resume(LiveReader reader, String last) {
    List<LiveMessage> known = List.copyOf(kept);
    int got = -1;
    while (got < known.size() && !last.equals(got < 0 ? lastForgotten : known.get(got).id())) {
      got++;
    }
    if (got == known.size() || looking == null) {
      return false;
    }
    String missed =
        known.subList(got + 1, known.size()).stream()
            .filter(reader.sees())
            .map(LiveMessage::text)
            .collect(Collectors.joining());
    return missed.isEmpty() || reader.offer(missed);
  }

  private void look() {
    LiveWatch watch = null;
    int looks = 0;
    boolean missed = false;
    boolean failing = false;
    long seenAt = System.nanoTime();
    while (true) {
      try {
        if (watch == null) {
          watch = watches.get();
        }
        List<LiveChange> changes = new ArrayList<>();
        if (missed) {
          changes.add(LiveChange.missed());
        }
        // If this look breaks, nobody is told of what it has read by then.
        missed = true;
        changes.addAll(watch.look());
        tell(changes);
        missed = false;
        if (++looks % LOOKS_PER_KEY_CHECK == 0 && !readers.isEmpty()) {
          endRevoked(watch);
        }
        failing = false;
      } catch (DataAccessException away) {
        log.debug("who watches waits for the database");
      } catch (RuntimeException failure) {
        if (!failing) {
          log.error("who watches is told nothing: {}", FailureText.name(failure));
        }
        failing = true;
      }
      if (!readers.isEmpty()) {
        seenAt = System.nanoTime();
      }
      if (isOver(seenAt) || !sleeps()) {
        return;
      }
    }
  }

  /** Ends the looking if nobody has watched for long enough. */
  private synchronized boolean isOver(long seenAt) {
    boolean over =
        !running || (readers.isEmpty() && System.nanoTime() - seenAt > RESUMABLE.toNanos());
    if (over) {
      forgetAll();
    }
    return over;
  }

  private synchronized void forgetLooking() {
    forgetAll();
  }

  /** What happens until somebody watches again is told to nobody. */
  private void forgetAll() {
    looking = null;
    lastForgotten = null;
    kept.clear();
  }

  private boolean sleeps() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException stopped) {
      forgetLooking();
      return false;
    }
  }

  private synchronized void tell(List<LiveChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    List<LiveMessage> messages =
        changes.stream().map(change -> LiveMessage.of(change, json)).toList();
    kept.addAll(messages);
    long now = System.nanoTime();
    while (kept.size() > KEPT || now - kept.getFirst().atNanos() > RESUMABLE.toNanos()) {
      lastForgotten = kept.removeFirst().id();
    }
    readers.removeIf(reader -> !offered(reader, messages));
  }

  /** Returns false if it has not written what it was given before. */
  private static boolean offered(LiveReader reader, List<LiveMessage> messages) {
    String text =
        messages.stream()
            .filter(reader.sees())
            .map(LiveMessage::text)
            .collect(Collectors.joining());
    return text.isEmpty() || reader.offer(text);
  }

  private void endRevoked(LiveWatch watch) {
    Set<LiveCaller> asked =
        readers.stream().map(LiveReader::caller).collect(Collectors.toUnmodifiableSet());
    Set<LiveCaller> working = watch.working(asked);
    readers.removeIf(
        reader -> {
          // One that came meanwhile was not asked about.
          boolean revoked = asked.contains(reader.caller()) && !working.contains(reader.caller());
          if (revoked) {
            reader.end();
          }
          return revoked;
        });
  }

  @Override
  public synchronized void start() {
    running = true;
  }

  /** Ends all streams, so that the web server need not wait for them. */
  @Override
  public synchronized void stop() {
    running = false;
    readers.forEach(LiveReader::end);
    readers.clear();
    if (looking != null) {
      looking.interrupt();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return running;
  }

  /** Stops before the web server begins to wait for requests under way. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE;
  }
}

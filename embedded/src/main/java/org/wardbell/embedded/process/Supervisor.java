package org.wardbell.embedded.process;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A supervisor of child processes: one that ends by itself is started again, after a wait that
 * doubles, and everybody who looks is told. One that ends too often is given up, so that whatever
 * started the whole program can act.
 */
public final class Supervisor implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  /**
   * The limits of patience.
   *
   * @param firstWait before the first restart; doubled before each further one
   * @param restarts so many within the window are tried; the next end is final
   * @param window a server that ran for longer than this begins anew
   */
  public record Patience(Duration firstWait, int restarts, Duration window) {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration WINDOW = Duration.ofMinutes(10);

    /** Returns the usual waits (1, 2, 4 … s) and window (10 min) with this many restarts. */
    public static Patience of(int restarts) {
      return new Patience(FIRST_WAIT, restarts, WINDOW);
    }

    Duration waitBefore(int restart) {
      return firstWait.multipliedBy(1L << (restart - 1));
    }
  }

  private final Patience patience;
  private final Consumer<String> progress;
  private final Consumer<String> givenUp;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Thread> watches = new ArrayList<>();
  private final Set<String> restarting = ConcurrentHashMap.newKeySet();
  private final Set<String> lost = ConcurrentHashMap.newKeySet();

  /**
   * Creates a supervisor of no server yet.
   *
   * @param progress is told in plain words what happens
   * @param givenUp is told, once per server, that and why it stays down
   */
  public Supervisor(Patience patience, Consumer<String> progress, Consumer<String> givenUp) {
    this.patience = patience;
    this.progress = progress;
    this.givenUp = givenUp;
  }

  /** Begins to look after a running server. */
  public synchronized void watch(RestartableServer server) {
    watches.add(Thread.ofVirtual().name("watch " + server.name()).start(() -> guard(server)));
  }

  /** Returns the names of servers that are down now and are being started again. */
  public Set<String> restarting() {
    return Set.copyOf(restarting);
  }

  /** Returns the names of servers that were given up. */
  public Set<String> lost() {
    return Set.copyOf(lost);
  }

  private void guard(RestartableServer server) {
    Deque<Instant> ends = new ArrayDeque<>();
    while (!isClosingWithin(LOOK_EVERY)) {
      if (!server.isAlive()) {
        restarting.add(server.name());
        String reason = server.name() + " " + server.ending();
        if (!bringBack(server, reason, ends)) {
          return;
        }
      }
    }
  }

  /** Returns whether the server runs again; if not, it is not wanted any more or was given up. */
  private boolean bringBack(RestartableServer server, String ending, Deque<Instant> ends) {
    String reason = ending;
    while (!isEnding()) {
      int restart = countWithinWindow(ends);
      if (restart > patience.restarts()) {
        lost.add(server.name());
        restarting.remove(server.name());
        givenUp.accept(reason + "; it was started again " + patience.restarts() + " times");
        return false;
      }
      Duration wait = patience.waitBefore(restart);
      progress.accept(
          "%s; starting it again in %.1f s (%d of %d)"
              .formatted(reason, wait.toMillis() / 1e3, restart, patience.restarts()));
      if (isClosingWithin(wait)) {
        return false;
      }
      try {
        server.restart(() -> closing.getCount() > 0);
        restarting.remove(server.name());
        progress.accept(server.name() + " runs again");
        return true;
      } catch (EmbeddedServerException failure) {
        reason = String.valueOf(failure.getMessage());
      }
    }
    return false;
  }

  /** Returns whether this JVM ends: then whoever ended a server wants it to stay so. */
  private static boolean isEnding() {
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException ending) {
      return true;
    }
  }

  private int countWithinWindow(Deque<Instant> ends) {
    Instant now = Instant.now();
    ends.addLast(now);
    while (ends.getFirst().isBefore(now.minus(patience.window()))) {
      ends.removeFirst();
    }
    return ends.size();
  }

  private boolean isClosingWithin(Duration limit) {
    try {
      return closing.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Stops looking, and undoes a restart under way. The servers themselves run on. */
  @Override
  public synchronized void close() {
    closing.countDown();
    for (Thread watch : watches) {
      try {
        watch.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EmbeddedServerException("Interrupted while a restart was being stopped.", e);
      }
    }
  }
}

package org.wardbell.standalone.server;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The running parts of a command, to be stopped in the opposite order: by {@link #close}, or by
 * Ctrl-C and SIGTERM, in a hook of the JVM, which ends only when all is stopped. A part that is
 * just starting is waited for, so that nothing is left behind; one that takes long is given up, and
 * its processes are ended.
 */
public final class Running implements AutoCloseable {
  /** MySQL takes a second or two to stop; one that takes longer than this is killed. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  /** A start without its processes fails, and removes what is only for a while. */
  private static final Duration UNWINDING = Duration.ofSeconds(2);

  /** A process that the start makes meanwhile is ended at the next look. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final PrintWriter screen;
  private final String goodbye;
  private final Supplier<Stream<ProcessHandle>> children;
  private boolean stopping;
  private boolean givenUp;
  private @Nullable Start starting;
  private volatile @Nullable String failure;

  /**
   * A part that is just starting.
   *
   * @param mayBeGivenUp whether a signal ends it
   */
  private record Start(Thread thread, boolean mayBeGivenUp) {}

  Running(PrintWriter screen, String goodbye, Supplier<Stream<ProcessHandle>> children) {
    this.screen = screen;
    this.goodbye = goodbye;
    this.children = children;
  }

  /** Begins to obey signals; nothing is started yet. */
  public static Running untilStopped(PrintWriter screen) {
    return untilStopped(screen, "Stopping, deliveries under way may end first …");
  }

  /**
   * Begins to obey signals; nothing is started yet.
   *
   * @param goodbye what is said when a signal comes
   */
  public static Running untilStopped(PrintWriter screen, String goodbye) {
    Running running = new Running(screen, goodbye, ProcessHandle.current()::descendants);
    Runtime.getRuntime().addShutdownHook(new Thread(running::stopOnSignal, "stop"));
    return running;
  }

  /**
   * Starts something quick and remembers to stop it. A signal waits until it has started.
   *
   * @throws CannotStart when the process is ending
   */
  public <T extends AutoCloseable> T start(Supplier<T> starter) {
    return start(starter, false);
  }

  /**
   * Starts something that takes long and remembers to stop it. A signal gives the start up: every
   * process that it has made is ended, as a crash of it would have to be borne as well.
   *
   * @throws CannotStart when the process is ending
   */
  public <T extends AutoCloseable> T startUnlessStopped(Supplier<T> starter) {
    return start(starter, true);
  }

  private <T extends AutoCloseable> T start(Supplier<T> starter, boolean mayBeGivenUp) {
    begin(new Start(Thread.currentThread(), mayBeGivenUp));
    @Nullable T fresh = null;
    try {
      fresh = starter.get();
    } catch (RuntimeException e) {
      throw isGivenUp() ? stopped(e) : e;
    } finally {
      end(fresh);
    }
    if (isGivenUp()) {
      throw stopped(null);
    }
    return fresh;
  }

  private static CannotStart stopped(@Nullable RuntimeException why) {
    return new CannotStart("Stopped before it ran.", why);
  }

  private synchronized boolean isGivenUp() {
    return givenUp;
  }

  private synchronized void begin(Start start) {
    if (stopping) {
      throw stopped(null);
    }
    starting = start;
  }

  private synchronized void end(@Nullable AutoCloseable fresh) {
    starting = null;
    if (fresh != null && !givenUp) {
      started.push(fresh);
    }
    notifyAll();
  }

  /**
   * Waits until a signal has stopped everything, or until something failed that the parts cannot do
   * without.
   *
   * @return the reason of that failure; the parts are still to be closed then
   */
  public Optional<String> await() throws InterruptedException {
    ended.await();
    return Optional.ofNullable(failure);
  }

  /** Ends the waiting because of a failure. */
  public void fail(String reason) {
    failure = reason;
    ended.countDown();
  }

  /** Ends the waiting because all is done. */
  public void end() {
    ended.countDown();
  }

  /** Stops everything, or gives up what is just starting. */
  synchronized void stopOnSignal() {
    stopping = true;
    Start start = starting;
    if (start != null && start.mayBeGivenUp()) {
      say("");
      say("Stopping, the start is given up …");
      giveUp(start.thread());
    } else {
      awaitStart();
      if (!started.isEmpty()) {
        say("");
        say(goodbye);
        close();
        say("Stopped.");
      }
    }
    close();
    ended.countDown();
  }

  private synchronized void awaitStart() {
    try {
      while (starting != null) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the processes that a start has made, and those that it makes until it has ended. */
  private synchronized void giveUp(Thread start) {
    givenUp = true;
    start.interrupt();
    Set<Long> asked = new HashSet<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    long seen = System.nanoTime();
    try {
      while (System.nanoTime() - end < 0) {
        List<ProcessHandle> left = children.get().toList();
        if (!left.isEmpty()) {
          seen = System.nanoTime();
        } else if (starting == null || System.nanoTime() - seen > UNWINDING.toNanos()) {
          break;
        }
        left.stream().filter(each -> asked.add(each.pid())).forEach(ProcessHandle::destroy);
        wait(LOOK.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    children.get().forEach(ProcessHandle::destroyForcibly);
  }

  /** Stops everything, the last started first. */
  @Override
  public synchronized void close() {
    stopping = true;
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        say("wardbell: could not stop cleanly: " + e.getMessage());
      }
    }
  }

  private void say(String line) {
    screen.println(line);
    screen.flush();
  }
}

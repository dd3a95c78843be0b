package org.wardbell.standalone.server;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The running parts of a command, to be stopped in the opposite order: by {@link #close}, or by
 * Ctrl-C and SIGTERM, in a hook of the JVM, which ends only when all is stopped. A part that is
 * just starting is waited for, so that nothing is left behind.
 */
public final class Running implements AutoCloseable {
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final PrintWriter screen;
  private final String goodbye;
  private boolean stopping;
  private volatile @Nullable String failure;

  private Running(PrintWriter screen, String goodbye) {
    this.screen = screen;
    this.goodbye = goodbye;
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
    Running running = new Running(screen, goodbye);
    Runtime.getRuntime().addShutdownHook(new Thread(running::stopOnSignal, "stop"));
    return running;
  }

  /**
   * Starts something and remembers to stop it.
   *
   * @throws CannotStart when the process is ending
   */
  public synchronized <T extends AutoCloseable> T start(Supplier<T> starter) {
    if (stopping) {
      throw new CannotStart("Stopped.", null);
    }
    T fresh = starter.get();
    started.push(fresh);
    return fresh;
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

  private synchronized void stopOnSignal() {
    if (!started.isEmpty()) {
      say("");
      say(goodbye);
      close();
      say("Stopped.");
    }
    ended.countDown();
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

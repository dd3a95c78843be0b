package org.wardbell.embedded.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Ending processes and waiting for them, whether they are children of this JVM or not. */
final class Processes {
  /** Short enough not to be noticed at a start, long enough to cost nothing. */
  static final Duration LOOK_EVERY = Duration.ofMillis(25);

  /** A killed process is gone as soon as the kernel has freed its memory and closed its files. */
  private static final Duration KILL_LIMIT = Duration.ofSeconds(20);

  // Places in /proc/PID/stat, counted from the state (proc_pid_stat(5)).
  private static final int STATE = 0;
  private static final int THREADS = 17;

  private Processes() {}

  /**
   * Returns whether the process still runs. One that has ended and was not yet reaped does not: the
   * first process of a container may never reap those it inherits, and everything they held is free
   * already.
   */
  static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && !isZombie(process.pid());
  }

  /**
   * Returns whether a process is a zombie whose threads have all ended. The main thread of a dying
   * process may be a zombie while its other threads still hold its files and ports.
   */
  private static boolean isZombie(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The fields from the state on follow the name, which stands in parentheses and may contain
      // anything.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[STATE].equals("Z") && fields[THREADS].equals("1");
    } catch (IOException e) {
      return false;
    }
  }

  /** Asks the process to stop and kills it after the grace time; kills at once if that is zero. */
  static void end(ProcessHandle process, Duration grace) {
    if (grace.isPositive()) {
      process.destroy();
      if (awaitEnd(process, grace)) {
        return;
      }
    }
    process.destroyForcibly();
    awaitEnd(process, KILL_LIMIT);
  }

  /** Returns whether the process ended within the limit. */
  static boolean awaitEnd(ProcessHandle process, Duration limit) {
    Instant end = Instant.now().plus(limit);
    while (isRunning(process)) {
      if (Instant.now().isAfter(end)) {
        return false;
      }
      pause();
    }
    return true;
  }

  static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedServerException("Interrupted while waiting for a server.", e);
    }
  }
}

package org.wardbell.standalone.storm.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A process that is killed, stopped and started again, as a supervisor of servers would do. */
public final class ProcessTarget implements FaultTarget {
  /** A server waits for the others for a minute, and all of them may be down at once. */
  private static final Duration READY_LIMIT = Duration.ofMinutes(5);

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final KillableServer server;

  public ProcessTarget(KillableServer server) {
    this.server = server;
  }

  @Override
  public String name() {
    return server.name();
  }

  @Override
  public int suffer(Fault fault, BooleanSupplier wanted) {
    switch (fault.kind()) {
      case KILL -> {
        server.kill();
        server.start();
      }
      case WIPE -> {
        server.kill();
        server.wipe();
        server.start();
      }
      case STOP -> {
        signal("-STOP");
        Pauses.atMost(fault.lasts(), wanted);
        signal("-CONT");
      }
      default -> throw new IllegalArgumentException(fault.kind().name());
    }
    return awaitReady();
  }

  @Override
  public boolean revive() {
    if (server.isAlive()) {
      return false;
    }
    server.start();
    awaitReady();
    return true;
  }

  private int awaitReady() {
    int again = 0;
    long end = System.nanoTime() + READY_LIMIT.toNanos();
    while (!server.isReady()) {
      if (!server.isAlive()) {
        // Whatever it waited for was down for longer than it waits.
        server.start();
        again++;
      }
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(
            server.name() + " was not ready within " + READY_LIMIT.toMinutes() + " minutes");
      }
      Pauses.of(LOOK_EVERY);
    }
    return again;
  }

  private void signal(String which) {
    try {
      new ProcessBuilder("kill", which, Long.toString(server.pid())).start().waitFor();
    } catch (IOException e) {
      throw new IllegalStateException("no signal could be sent: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}

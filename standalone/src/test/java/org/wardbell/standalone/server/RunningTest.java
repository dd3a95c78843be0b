package org.wardbell.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RunningTest {
  private final StringWriter screen = new StringWriter();
  private final Queue<Process> children = new ConcurrentLinkedQueue<>();
  private final Queue<String> closed = new ConcurrentLinkedQueue<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final Running running = new Running(new PrintWriter(screen), "Goodbye", this::alive);

  private Stream<ProcessHandle> alive() {
    return children.stream().filter(Process::isAlive).map(Process::toHandle);
  }

  /** Otherwise whoever pressed Ctrl-C too early waited for MySQL, Temporal and a server. */
  @Test
  void signal_duringALongStart_endsIt_withItsProcesses() throws Exception {
    AutoCloseable _ = running.start(() -> () -> closed.add("before"));
    CompletableFuture<AutoCloseable> start =
        CompletableFuture.supplyAsync(() -> running.startUnlessStopped(this::neverReady));
    begun.await();

    running.stopOnSignal();

    assertThat(children).hasSize(1).noneMatch(Process::isAlive);
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> start.get(30, TimeUnit.SECONDS))
        .withCauseInstanceOf(CannotStart.class)
        .withMessageContaining("Stopped before it ran.");
    assertThat(closed).as("what ran already").containsExactly("before");
    assertThat(screen.toString()).contains("the start is given up").doesNotContain("Goodbye");
  }

  /** Waits for a process as a start does, which goes on when that has ended. */
  private AutoCloseable neverReady() {
    try {
      Process process = new ProcessBuilder("sleep", "1000").start();
      children.add(process);
      begun.countDown();
      process.onExit().join();
      return () -> closed.add("a part that was given up");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void signal_duringAQuickStart_waitsForIt_soThatItIsStopped() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<AutoCloseable> start =
        CompletableFuture.supplyAsync(() -> running.start(() -> quick(goOn)));
    begun.await();
    CompletableFuture<Void> stop = CompletableFuture.runAsync(running::stopOnSignal);
    goOn.countDown();

    stop.get(30, TimeUnit.SECONDS);

    assertThat(start.isCompletedExceptionally()).isFalse();
    assertThat(closed).containsExactly("quick");
    assertThat(screen.toString()).contains("Goodbye", "Stopped.");
    assertThatExceptionOfType(CannotStart.class)
        .isThrownBy(() -> running.start(() -> () -> closed.add("late")));
  }

  private AutoCloseable quick(CountDownLatch goOn) {
    begun.countDown();
    try {
      goOn.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return () -> closed.add("quick");
  }

  @Test
  void parts_areStoppedInTheOppositeOrder() {
    for (String part : List.of("one", "two")) {
      AutoCloseable _ = running.start(() -> () -> closed.add(part));
    }

    running.stopOnSignal();

    assertThat(closed).containsExactly("two", "one");
  }
}

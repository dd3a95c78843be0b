package org.wardbell.activities.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Three clinics evaluate all that is known to be too much, at once and again and again, while a
 * fourth evaluates a usual filter and a thread of this process does nothing but look at the clock.
 * Quiet phases and phases of storm take turns, so that other work on the machine falls on both.
 *
 * <p>Beside other tests the usual wait is compared, because the longest ones are the machine's. Run
 * alone for longer, {@code -Dwardbell.storm.phases=40}, it compares the 99th percentiles.
 */
class ExpressionStormTest {
  private static final int PHASES = Integer.getInteger("wardbell.storm.phases", 4);
  private static final boolean ALONE = System.getProperty("wardbell.storm.phases") != null;
  private static final double COMPARED = ALONE ? 0.99 : 0.5;
  private static final Duration PHASE = Duration.ofSeconds(3);
  private static final Duration RISE = Duration.ofMillis(100);

  /** Heap, classes, compiled code and stacks of one child process. */
  private static final long MAXIMUM_RESIDENT_KIBIBYTES = 400L * 1024;

  private static final UUID PATIENT_CLINIC = new UUID(7, 0);
  private static final byte[] DOCUMENT = json("{\"data\":{\"x\":{},\"n\":1}}");

  private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();

  @Test
  void clinic_besideAStorm_waitsLittleLonger() throws Exception {
    List<Runnable> bombs = bombs();
    AtomicBoolean storm = new AtomicBoolean();
    AtomicBoolean over = new AtomicBoolean();
    int[] next = new int[1];
    List<Thread> throwers =
        IntStream.range(0, 3)
            .mapToObj(
                clinic ->
                    Thread.ofVirtual()
                        .start(() -> throwBombs(new UUID(6, clinic), bombs, next, storm, over)))
            .toList();
    evaluate(); // Starts the processes.
    List<Long> quietWaits = new ArrayList<>();
    List<Long> stormWaits = new ArrayList<>();
    List<Long> quietStalls = new ArrayList<>();
    List<Long> stormStalls = new ArrayList<>();
    for (int phase = 0;
        phase < PHASES
            || next[0] < bombs.size()
            || (phase < 4 * PHASES && isLong(stormWaits, quietWaits));
        phase++) {
      storm.set(false);
      Thread.sleep(500); // What is under way may end.
      measure(quietWaits, quietStalls);
      storm.set(true);
      measure(stormWaits, stormStalls);
    }
    over.set(true);
    for (Thread thrower : throwers) {
      thrower.join();
    }

    System.out.printf(
        "expressions in a storm of %d: p%.0f %d ms, quiet %d ms; stalls of this process %d ms,"
            + " quiet %d ms%n",
        next[0],
        100 * COMPARED,
        millis(stormWaits),
        millis(quietWaits),
        millis(stormStalls),
        millis(quietStalls));
    assertThat(unexpected).isEmpty();
    assertThat(millis(stormStalls)).isLessThan(millis(quietStalls) + RISE.toMillis());
    assertThat(isLong(stormWaits, quietWaits)).isFalse();
    assertThat(residentKibibytes())
        .allSatisfy(kib -> assertThat(kib).isLessThan(MAXIMUM_RESIDENT_KIBIBYTES));
  }

  private static boolean isLong(List<Long> storm, List<Long> quiet) {
    return millis(storm) >= 2 * millis(quiet) + RISE.toMillis();
  }

  /** Adds the percentile of the waits of one phase, and of the stalls of a thread. */
  private static void measure(List<Long> waits, List<Long> stalls) throws InterruptedException {
    List<Long> pauses = new ArrayList<>();
    long end = System.nanoTime() + PHASE.toNanos();
    Thread clock =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (System.nanoTime() < end) {
                    long before = System.nanoTime();
                    LockSupport.parkNanos(1_000_000);
                    pauses.add(System.nanoTime() - before);
                  }
                });
    List<Long> each = new ArrayList<>();
    while (System.nanoTime() < end) {
      long begun = System.nanoTime();
      evaluate();
      each.add(System.nanoTime() - begun);
      Thread.sleep(2);
    }
    clock.join();
    waits.add(percentile(each));
    stalls.add(percentile(pauses));
  }

  /** Asks again where there is no place: that is a wait like any other, and counts as one. */
  private static void evaluate() {
    while (true) {
      try {
        assertThat(Expression.compile("data.n = 1").matches(PATIENT_CLINIC, DOCUMENT)).isTrue();
        return;
      } catch (ExpressionOverload busy) {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  private static long percentile(List<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted[(int) (sorted.length * COMPARED)];
  }

  /** The median of the phases' percentiles, because one phase may have met somebody else's work. */
  private static long millis(List<Long> percentiles) {
    long[] sorted = percentiles.stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted[sorted.length / 2] / 1_000_000;
  }

  private void throwBombs(
      UUID clinic, List<Runnable> bombs, int[] next, AtomicBoolean storm, AtomicBoolean over) {
    CURRENT.set(clinic);
    while (!over.get()) {
      if (!storm.get()) {
        LockSupport.parkNanos(10_000_000);
        continue;
      }
      int number;
      synchronized (next) {
        number = next[0]++;
      }
      try {
        bombs.get(number % bombs.size()).run();
      } catch (ExpressionFailure | ExpressionOverload expected) {
        assertThat(expected).hasMessageNotContaining("null");
      } catch (RuntimeException | Error other) {
        unexpected.add(number % bombs.size() + ": " + other);
      }
    }
  }

  private static final ThreadLocal<UUID> CURRENT = new ThreadLocal<>();

  private static List<Runnable> bombs() {
    List<Runnable> bombs = new ArrayList<>();
    for (String expression : Bombs.EXPRESSIONS) {
      bombs.add(() -> Expression.compile(expression).transform(CURRENT.get(), DOCUMENT));
      bombs.add(() -> Expression.compile(expression).matches(CURRENT.get(), DOCUMENT));
    }
    for (String schema : Bombs.SCHEMAS) {
      bombs.add(() -> DocumentSchema.misfits(CURRENT.get(), schema, json("{\"x\":{}}")));
    }
    return bombs;
  }

  private static List<Long> residentKibibytes() throws IOException {
    List<Long> sizes = new ArrayList<>();
    for (ProcessHandle child : Evaluations.processes()) {
      Path status = Path.of("/proc/" + child.pid() + "/status");
      if (Files.exists(status)) {
        try (Stream<String> lines = Files.lines(status)) {
          lines
              .filter(line -> line.startsWith("VmRSS:"))
              .map(line -> line.replaceAll("\\D", ""))
              .forEach(size -> sizes.add(Long.valueOf(size)));
        }
      }
    }
    return sizes;
  }

  private static byte[] json(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}

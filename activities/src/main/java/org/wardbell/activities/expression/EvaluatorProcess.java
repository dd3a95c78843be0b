package org.wardbell.activities.expression;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.expression.evaluator.Answer;
import org.wardbell.activities.expression.evaluator.Call;
import org.wardbell.activities.expression.evaluator.EvaluatorMain;

/**
 * A child process that evaluates. It is another JVM because a thread cannot be ended from outside,
 * and a process can. It gets none of our environment, and ends by itself when we do.
 */
final class EvaluatorProcess {
  /** Heap: an evaluation allocates 64 MiB at most; what was compiled is remembered. */
  private static final String HEAP = "-Xmx128m";

  /**
   * Quick to start and small. Without the better compiler a search in a long text can be stopped by
   * the JVM at any time.
   */
  private static final List<String> OPTIONS =
      List.of(
          HEAP,
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:MaxMetaspaceSize=96m",
          "-XX:ReservedCodeCacheSize=32m",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-UsePerfData",
          // A core would hold patients' data.
          "-XX:-CreateCoredumpOnCrash",
          "-Duser.timezone=UTC",
          "-Duser.language=en",
          "-Dfile.encoding=UTF-8",
          // A library's log lines could quote a document.
          "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider");

  /** Names of variables that say how paths are spelled. */
  private static final List<String> KEPT_VARIABLES =
      List.of("LANG", "LC_ALL", "LC_CTYPE", "SystemRoot");

  /**
   * Processor time of one answer after which it counts as one that ignores its bound. The bounds
   * inside are a quarter of it; compilation and garbage collection are in it.
   */
  static final Duration MAXIMUM_PROCESSOR = Duration.ofSeconds(2);

  /** Time of one answer after which nobody waits for it, however little it could compute. */
  private static final Duration MAXIMUM_WAIT = Duration.ofSeconds(8);

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int MAXIMUM_LINES = 20;

  private static final Logger log = LoggerFactory.getLogger(EvaluatorProcess.class);

  private final Process process;
  private final DataOutputStream out;
  private final DataInputStream in;

  /** A read of a pipe holds its thread; a virtual one would hold its carrier, too. */
  private final ExecutorService pipes =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("evaluator-pipes").factory());

  /** When the answer that is waited for was begun; 0 while none is. */
  private volatile long begun;

  /** What the last look saw of the answer that is waited for. */
  private long seen;

  private Duration processorThen = Duration.ZERO;

  /** Whether it was killed although it had not computed much. */
  private volatile boolean starved;

  /** The receiver of answers, one for each question. */
  interface Answers {
    void add(Answer answer);
  }

  /** A child that ended before it answered. */
  static final class Ended extends Exception {
    private final boolean starved;

    Ended(boolean starved) {
      super("the process for expressions ended", null, false, false);
      this.starved = starved;
    }

    /** Returns whether the machine had no time for it; otherwise it was the question's doing. */
    boolean isStarved() {
      return starved;
    }
  }

  private EvaluatorProcess(Process process) {
    this.process = process;
    this.out =
        new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), BUFFER_BYTES));
    this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), BUFFER_BYTES));
  }

  /** Starts one, and waits until it is warm. */
  static EvaluatorProcess start() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(EvaluatorMain.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(KEPT_VARIABLES);
    try {
      EvaluatorProcess started = new EvaluatorProcess(builder.start());
      Thread.ofPlatform().daemon().name("evaluator-errors").start(started::logErrors);
      if (started.in.read() != EvaluatorMain.READY) {
        started.kill();
        throw new IOException("the process for expressions ended at its start");
      }
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Logs what the JVM itself says; nothing else reaches this stream. */
  private void logErrors() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      int count = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (count++ < MAXIMUM_LINES) {
          log.warn("process for expressions: {}", line);
        }
      }
    } catch (IOException ended) {
      log.debug("the process for expressions ended");
    }
  }

  /**
   * Asks, and waits for all answers.
   *
   * @throws Ended if it ended before it had answered all, because of the first question that has no
   *     answer
   */
  void ask(Call call, Answers answers) throws Ended {
    if (!process.isAlive()) {
      kill();
      throw new Ended(true); // It ended while nobody asked, so it is nobody's doing.
    }
    Future<?> exchange = pipes.submit(() -> exchange(call, answers));
    try {
      exchange.get();
    } catch (ExecutionException broken) {
      kill();
      throw new Ended(starved);
    } catch (InterruptedException stopping) {
      kill();
      Thread.currentThread().interrupt();
      throw new Ended(true);
    }
  }

  private @Nullable Void exchange(Call call, Answers answers) throws IOException {
    try {
      begun = System.nanoTime();
      call.write(out);
      for (int i = 0; i < call.questions().size(); i++) {
        Answer answer = Answer.read(in);
        begun = System.nanoTime();
        answers.add(answer);
      }
      return null;
    } finally {
      begun = 0;
    }
  }

  /** Kills it if it ignores the bounds of the answer that is waited for; called now and then. */
  void look() {
    long current = begun;
    if (current == 0) {
      return;
    }
    Duration processor = process.info().totalCpuDuration().orElse(Duration.ZERO);
    if (current != seen) {
      seen = current;
      processorThen = processor;
      return;
    }
    boolean over = processor.minus(processorThen).compareTo(MAXIMUM_PROCESSOR) > 0;
    if (over || System.nanoTime() - current > MAXIMUM_WAIT.toNanos()) {
      starved = processor.minus(processorThen).compareTo(MAXIMUM_PROCESSOR.dividedBy(2)) < 0;
      log.warn(
          "the process for expressions was stopped: it computed for {} ms and gave no answer",
          processor.minus(processorThen).toMillis());
      kill();
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void kill() {
    process.destroyForcibly();
    pipes.shutdown();
  }
}

package org.wardbell.standalone.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.bench.deliver.DeliverBenchmark;
import org.wardbell.standalone.bench.environment.BenchEnvironment;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.bench.environment.Target;
import org.wardbell.standalone.bench.load.Load;
import org.wardbell.standalone.bench.report.CourseTable;
import org.wardbell.standalone.bench.report.Figures;
import org.wardbell.standalone.bench.report.FiguresFile;
import org.wardbell.standalone.bench.report.FiguresTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wardbell bench deliver}: events in over HTTP, deliveries out to a receiver. */
@Command(
    name = "deliver",
    mixinStandardHelpOptions = true,
    description = {
      "Posts events of 1 KiB to a server of its own and measures their way to a receiver.",
      "As fast as the server answers (--events), or at fixed times (--rate, --duration).",
      "Exit code 0: nothing lost, 1: something lost or the run failed."
    })
final class DeliverCommand implements Callable<Integer> {
  private static final int DEFAULT_EVENTS = 20_000;
  private static final int DEFAULT_SECONDS = 30;

  /** Beyond this the generator's threads, and not the server, would be measured. */
  private static final int MAX_CONNECTIONS = 1_000;

  /** Events after a start that meet code which is hardly compiled. */
  private static final int COLD = 2_000;

  /** The next ones, during which most of it is compiled. */
  private static final int COMPILING = 10_000;

  /** The limit of webhooks in a clinic. */
  private static final int MAX_WEBHOOKS = 500;

  @Spec private CommandSpec spec;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "Events to post, as fast as they are answered (default: 20000).")
  private @Nullable Integer events;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Events per second at fixed times, instead of --events.")
  private @Nullable Integer rate;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      description = "How long to post with --rate (default: 30).")
  private @Nullable Integer duration;

  @Option(
      names = "--webhooks",
      paramLabel = "K",
      defaultValue = "1",
      description = "Webhooks that each get every event (default: ${DEFAULT-VALUE}).")
  private int webhooks;

  @Option(
      names = "--connections",
      paramLabel = "C",
      defaultValue = "32",
      description = "Connections that post (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "30000",
      description =
          "Events posted before; the first 2,000, the next 10,000 and the rest are told apart (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description =
          "Keeps a recording of the server's JVM in this file (JFR); it costs some speed.")
  private @Nullable Path profile;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "Gives up after this long (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Mixin private final SetUpOptions setUp = new SetUpOptions();

  @Override
  public Integer call() {
    Load load = load();
    PrintWriter err = spec.commandLine().getErr();
    Progress progress = new Progress(err);
    Deadline deadline = Deadline.in(Duration.ofSeconds(setUp.atLeastOne("--timeout", timeout)));
    try (BenchEnvironment stage = setUp.stage(deadline, progress)) {
      Target target = stage.start(commandLineClass(), serverOptions());
      List<Load> loads = warmUp();
      loads.add(load);
      List<Figures> course = new DeliverBenchmark(target, deadline, progress).run(webhooks, loads);
      Figures figures = course.getLast();
      PrintWriter out = spec.commandLine().getOut();
      out.print(FiguresTable.render(figures));
      out.println();
      out.print(CourseTable.render(course));
      out.flush();
      FiguresFile.write(setUp.json(), figures);
      return figures.lost() == 0 ? 0 : 1;
    } catch (BenchmarkException e) {
      err.println("wardbell: " + e.getMessage());
      return 1;
    }
  }

  /** Returns the events before, apart by how much of the code is compiled by then. */
  private List<Load> warmUp() {
    List<Load> loads = new ArrayList<>();
    int left = warmUp;
    for (int part : new int[] {COLD, COMPILING, warmUp}) {
      int events = Math.min(part, left);
      if (events > 0) {
        loads.add(new Load.ClosedLoop(events, connections));
        left -= events;
      }
    }
    return loads;
  }

  private List<String> serverOptions() {
    List<String> options = new ArrayList<>(setUp.serverOptions());
    if (profile != null) {
      options.add("-XX:StartFlightRecording:settings=profile,filename=" + profile.toAbsolutePath());
    }
    return options;
  }

  private Load load() {
    atMost("--webhooks", webhooks, MAX_WEBHOOKS);
    atMost("--connections", connections, MAX_CONNECTIONS);
    if (rate == null) {
      if (duration != null) {
        throw setUp.wrong("--duration goes with --rate; --events says how many otherwise");
      }
      return new Load.ClosedLoop(
          setUp.atLeastOne("--events", events == null ? DEFAULT_EVENTS : events), connections);
    }
    if (events != null) {
      throw setUp.wrong("--events and --rate exclude each other");
    }
    int seconds = setUp.atLeastOne("--duration", duration == null ? DEFAULT_SECONDS : duration);
    return new Load.OpenLoop(
        setUp.atLeastOne("--rate", rate), Duration.ofSeconds(seconds), connections);
  }

  private void atMost(String option, int value, int greatest) {
    if (setUp.atLeastOne(option, value) > greatest) {
      throw setUp.wrong(option + " must be at most " + greatest + ", got " + value);
    }
  }

  /**
   * Returns the class of the whole command line; the server is the same program with another
   * command.
   */
  private Class<?> commandLineClass() {
    return spec.root().userObject().getClass();
  }
}

package org.wardbell.standalone.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.wardbell.standalone.bench.environment.BenchEnvironment;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.bench.environment.Target;
import org.wardbell.standalone.bench.load.Load;
import org.wardbell.standalone.bench.report.FiguresFile;
import org.wardbell.standalone.bench.report.NoisyFigures;
import org.wardbell.standalone.bench.report.NoisyTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command {@code wardbell bench noisy}: the effect of a webhook that hangs on a healthy one.
 */
@Command(
    name = "noisy",
    mixinStandardHelpOptions = true,
    description = {
      "Posts events at a fixed rate to a healthy webhook, in turns without and with a second one",
      "that gets the same events, has a backlog and never answers.",
      "Exit code 0: the healthy one lost nothing, 1: it did or the run failed."
    })
final class NoisyCommand implements Callable<Integer> {
  /** Enough for the rates that make sense here. */
  private static final int CONNECTIONS = 16;

  @Spec private CommandSpec spec;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "50",
      description = "Events per second at fixed times (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "How long each phase posts (default: ${DEFAULT-VALUE}).")
  private int duration;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds of a quiet and a noisy phase (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--backlog",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Deliveries that wait for the noisy webhook (default: ${DEFAULT-VALUE}).")
  private int backlog;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Events posted before, not measured (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "900",
      description = "Gives up after this long (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Mixin private final SetUpOptions setUp = new SetUpOptions();

  @Override
  public Integer call() {
    Duration phase = Duration.ofSeconds(setUp.atLeastOne("--duration", duration));
    Load load = new Load.OpenLoop(setUp.atLeastOne("--rate", rate), phase, CONNECTIONS);
    Load before = new Load.ClosedLoop(warmUp, CONNECTIONS);
    int turns = setUp.atLeastOne("--rounds", rounds);
    PrintWriter err = spec.commandLine().getErr();
    Progress progress = new Progress(err);
    Deadline deadline = Deadline.in(Duration.ofSeconds(setUp.atLeastOne("--timeout", timeout)));
    try (BenchEnvironment stage = setUp.stage(deadline, progress)) {
      Target target = stage.start(spec.root().userObject().getClass(), setUp.serverOptions());
      NoisyFigures figures =
          new NoisyBenchmark(target, deadline, progress).run(before, load, turns, backlog);
      PrintWriter out = spec.commandLine().getOut();
      out.print(NoisyTable.render(figures));
      out.flush();
      FiguresFile.write(setUp.json(), figures);
      return figures.lost() == 0 ? 0 : 1;
    } catch (BenchmarkException e) {
      err.println("wardbell: " + e.getMessage());
      return 1;
    }
  }
}

package org.wardbell.standalone.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.wardbell.standalone.bench.environment.BenchEnvironment;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.bench.growth.GrowthBenchmark;
import org.wardbell.standalone.bench.growth.GrowthFigures;
import org.wardbell.standalone.bench.growth.GrowthTable;
import org.wardbell.standalone.bench.load.Load;
import org.wardbell.standalone.bench.report.FiguresFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code wardbell bench growth}: what an event costs beside more and more of them. */
@Command(
    name = "growth",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Fills the database of a server of its own with ten times as many events each time, and posts the"
          + " same load after each filling. A million events take some 2 GB of disk.",
      "Exit code 0: nothing lost, 1: something lost or the run failed."
    })
final class GrowthCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--smallest",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "Stored events at the first load; no less than the warm-up has (default: ${DEFAULT-VALUE}).")
  private int smallest;

  @Option(
      names = "--largest",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Stored events at the last load (default: ${DEFAULT-VALUE}).")
  private int largest;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Events of each load (default: ${DEFAULT-VALUE}).")
  private int events;

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
          "Events posted before: code that is still being compiled would hide what growth costs (default:"
              + " ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description = "Gives up after this long (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Mixin private final SetUpOptions setUp = new SetUpOptions();

  @Override
  public Integer call() {
    int most = setUp.within("--largest", largest, 1, 100_000_000);
    int least = setUp.within("--smallest", smallest, 1, most);
    int posting = setUp.within("--connections", connections, 1, 1_000);
    GrowthBenchmark.Plan plan =
        new GrowthBenchmark.Plan(
            least,
            most,
            setUp.within("--webhooks", webhooks, 1, 500),
            new Load.ClosedLoop(setUp.atLeastOne("--warm-up", warmUp), posting),
            new Load.ClosedLoop(setUp.atLeastOne("--events", events), posting));
    PrintWriter err = spec.commandLine().getErr();
    Progress progress = new Progress(err);
    Deadline deadline = Deadline.in(Duration.ofSeconds(setUp.atLeastOne("--timeout", timeout)));
    try (BenchEnvironment environment = setUp.stage(deadline, progress)) {
      GrowthFigures figures =
          new GrowthBenchmark(environment, deadline, progress)
              .run(spec.root().userObject().getClass(), setUp.serverOptions(), plan);
      PrintWriter out = spec.commandLine().getOut();
      out.print(GrowthTable.render(figures));
      out.flush();
      FiguresFile.write(setUp.json(), figures);
      return figures.lost() == 0 ? 0 : 1;
    } catch (BenchmarkException e) {
      err.println("wardbell: " + e.getMessage());
      return 1;
    }
  }
}

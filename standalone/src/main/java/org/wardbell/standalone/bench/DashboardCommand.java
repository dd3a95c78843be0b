package org.wardbell.standalone.bench;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wardbell.embedded.process.EmbeddedServerException;
import org.wardbell.standalone.bench.dashboard.DashboardBenchmark;
import org.wardbell.standalone.bench.dashboard.DashboardFigures;
import org.wardbell.standalone.bench.dashboard.DashboardTable;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.bench.report.FiguresFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code wardbell bench dashboard}: how quickly pages come over a long history. */
@Command(
    name = "dashboard",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Fills a database of its own with twelve weeks of deliveries of many webhooks, signs in, and loads"
          + " each page of the dashboard; then posts events, in turns without and with people who watch"
          + " them in the overview.",
      "Exit code 0: it was measured, 1: the run failed."
    })
final class DashboardCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--deliveries",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Deliveries of the twelve weeks (default: ${DEFAULT-VALUE}).")
  private int deliveries;

  @Option(
      names = "--webhooks",
      paramLabel = "N",
      defaultValue = "500",
      description = "Webhooks of four clinics together (default: ${DEFAULT-VALUE}).")
  private int webhooks;

  @Option(
      names = "--times",
      paramLabel = "N",
      defaultValue = "40",
      description = "How often each page is loaded (default: ${DEFAULT-VALUE}).")
  private int times;

  @Option(
      names = "--viewers",
      paramLabel = "N",
      defaultValue = "50",
      description = "People who watch the overview, or 0 (default: ${DEFAULT-VALUE}).")
  private int viewers;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "200",
      description = "Events a second that they watch (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "How long each phase posts them (default: ${DEFAULT-VALUE}).")
  private int duration;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "2",
      description = "Rounds without and with viewers (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Events posted before, not measured (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Mixin private final SetUpOptions setUp = new SetUpOptions();

  @Override
  public Integer call() {
    DashboardBenchmark.Sizes sizes =
        new DashboardBenchmark.Sizes(
            setUp.within("--deliveries", deliveries, 1, 100_000_000),
            setUp.within("--webhooks", webhooks, 4, 1_000),
            setUp.within("--times", times, 1, 10_000),
            setUp.within("--viewers", viewers, 0, 200),
            setUp.within("--rate", rate, 1, 10_000),
            setUp.within("--duration", duration, 1, 600),
            setUp.within("--rounds", rounds, 1, 100),
            setUp.within("--warm-up", warmUp, 0, 1_000_000));
    PrintWriter err = spec.commandLine().getErr();
    try {
      DashboardFigures figures =
          new DashboardBenchmark(
                  spec.root().userObject().getClass(),
                  setUp.serverOptions(),
                  setUp.data(),
                  new Progress(err))
              .run(sizes, Optional.empty());
      PrintWriter out = spec.commandLine().getOut();
      out.print(DashboardTable.render(figures));
      out.flush();
      FiguresFile.write(setUp.json(), figures);
      return 0;
    } catch (BenchmarkException | EmbeddedServerException e) {
      err.println("wardbell: " + e.getMessage());
      return 1;
    }
  }
}

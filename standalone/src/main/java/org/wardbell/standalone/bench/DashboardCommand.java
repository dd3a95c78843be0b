package org.wardbell.standalone.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.wardbell.embedded.process.EmbeddedServerException;
import org.wardbell.standalone.bench.dashboard.DashboardBenchmark;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code wardbell bench dashboard}: how quickly pages come over a long history. */
@Command(
    name = "dashboard",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Fills a database of its own with a month of deliveries of many webhooks, signs in, and loads"
          + " each page of the dashboard.",
      "Exit code 0: it was measured, 1: the run failed."
    })
final class DashboardCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--deliveries",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Deliveries of the month (default: ${DEFAULT-VALUE}).")
  private int deliveries;

  @Option(
      names = "--webhooks",
      paramLabel = "N",
      defaultValue = "500",
      description = "Webhooks of the clinic, at most 500 (default: ${DEFAULT-VALUE}).")
  private int webhooks;

  @Option(
      names = "--times",
      paramLabel = "N",
      defaultValue = "40",
      description = "How often each page is loaded (default: ${DEFAULT-VALUE}).")
  private int times;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where the temporary data folder is made; the disk's speed counts (default:"
              + " ~/.wardbell).")
  private Path data = Path.of(System.getProperty("user.home"), ".wardbell");

  @Override
  public Integer call() {
    require(deliveries >= 1, "--deliveries must be at least 1");
    require(webhooks >= 1 && webhooks <= 500, "--webhooks must be 1 to 500");
    require(times >= 1, "--times must be at least 1");
    PrintWriter err = spec.commandLine().getErr();
    try {
      new DashboardBenchmark(data.toAbsolutePath(), deliveries, webhooks, times, new Progress(err))
          .run(spec.commandLine().getOut());
      return 0;
    } catch (BenchmarkException | EmbeddedServerException e) {
      err.println("wardbell: " + e.getMessage());
      return 1;
    }
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}

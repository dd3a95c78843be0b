package org.wardbell.standalone.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.springframework.boot.logging.LoggingSystem;
import org.wardbell.embedded.process.EmbeddedServerException;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.bench.history.HistoryBenchmark;
import org.wardbell.standalone.server.DataFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code wardbell bench statistics}: how quickly a long history answers. */
@Command(
    name = "statistics",
    mixinStandardHelpOptions = true,
    description = {
      "Fills a database of its own with a month of attempts, counts them, and asks for statistics and lists.",
      "Exit code 0: it was measured, 1: the run failed."
    })
final class StatisticsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--attempts",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Attempts of the month (default: ${DEFAULT-VALUE}).")
  private int attempts;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where the temporary data folder is made; the speed of its disk counts (default: ~/.wardbell).")
  private Path data = DataFolder.standard();

  @Override
  public Integer call() {
    if (attempts < 1) {
      throw new ParameterException(
          spec.commandLine(), "--attempts must be at least 1, got " + attempts);
    }
    PrintWriter err = spec.commandLine().getErr();
    keepLibrariesQuiet();
    try {
      new HistoryBenchmark(data.toAbsolutePath(), attempts, new Progress(err))
          .run(spec.commandLine().getOut());
      return 0;
    } catch (BenchmarkException | EmbeddedServerException e) {
      err.println("wardbell: " + e.getMessage());
      return 1;
    }
  }

  /** Here they have no log file to write to, and a person looks at what is printed. */
  private static void keepLibrariesQuiet() {
    LoggingSystem.get(StatisticsCommand.class.getClassLoader()).beforeInitialize();
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
  }
}

package org.wardbell.standalone.training;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.server.DataFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wardbell train}: makes the cache with which the server starts faster. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Makes starts about twice as fast: runs a server of its own for a minute or two, and keeps what Java learned of the program in a cache (JEP 514, 515).",
      "./wardbell finds the cache beside the program and uses it from the next start on; no other server is touched.",
      "Exit code 0: the cache is there, 1: it could not be made."
    })
public final class TrainCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final int MOST_EVENTS = 1_000_000;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "The cache (default: wardbell.aot beside the program).")
  private Path file = TrainingRun.besideTheProgram();

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "3000",
      description = "Events that the server delivers meanwhile (default: ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the temporary data folder is made (default: ~/.wardbell).")
  private Path data = DataFolder.standard();

  @Override
  public Integer call() {
    if (events < 1 || events > MOST_EVENTS) {
      throw new ParameterException(
          spec.commandLine(),
          "--events must be from 1 to %d, got %d".formatted(MOST_EVENTS, events));
    }
    PrintWriter err = spec.commandLine().getErr();
    Progress progress = new Progress(err);
    try {
      new TrainingRun(data.toAbsolutePath(), Deadline.in(LIMIT), progress)
          .make(file.toAbsolutePath(), spec.root().userObject().getClass(), events);
      return 0;
    } catch (BenchmarkException e) {
      err.println("wardbell: " + e.getMessage());
      return 1;
    }
  }
}

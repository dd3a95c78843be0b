package org.wardbell.standalone.storm.everything;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.bench.report.FiguresFile;
import org.wardbell.standalone.server.DataFolder;
import org.wardbell.standalone.storm.CalendarStormCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wardbell storm}: everything goes wrong at once, and what has to be true still is. */
@Command(
    name = "storm",
    mixinStandardHelpOptions = true,
    description = {
      "Lets everything go wrong at once, with servers of its own, and checks what has to be true; touches no other data.",
      "Events are posted while api, workers, MySQL and Temporal are killed and stopped, Temporal loses its data,",
      "connections break, and receivers misbehave. Acts and faults follow from the seed; when they meet does not.",
      "Exit code 0: all of it is true, 1: something is not, or the run failed."
    },
    subcommands = CalendarStormCommand.class)
public final class StormCommand implements Callable<Integer> {
  /** Small enough to be typed again. */
  private static final int SEEDS_TO_CHOOSE_FROM = 1_000_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "10",
      description = "How long it lasts (default: ${DEFAULT-VALUE}). Quiet and checks follow.")
  private int minutes;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Ends it after so many kills of processes, if that comes first.")
  private int kills;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Repeats the acts and faults of this seed (default: any).")
  private @Nullable Long seed;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also writes the result to this file, as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where the temporary data folder is made (default: ~/.wardbell). It stays if something is not true.")
  private Path data = DataFolder.standard();

  @Override
  public Integer call() {
    atLeastOne("--minutes", minutes);
    atLeastOne("--kills", kills);
    long chosen = seed == null ? 1 + new Random().nextInt(SEEDS_TO_CHOOSE_FROM) : seed;
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    try {
      StormResult result =
          EverythingStorm.run(
              data.toAbsolutePath(), chosen, Duration.ofMinutes(minutes), kills, new Progress(err));
      out.print(result.text());
      out.println(
          result.holds()
              ? "Everything is as it has to be; seed " + chosen + "."
              : "Something is not as it has to be. Again: ./wardbell storm --seed %d --minutes %d"
                  .formatted(chosen, minutes));
      out.flush();
      FiguresFile.write(json, result);
      return result.holds() ? 0 : 1;
    } catch (BenchmarkException e) {
      err.println("wardbell: " + e.getMessage());
      err.println("Again: ./wardbell storm --seed %d --minutes %d".formatted(chosen, minutes));
      return 1;
    }
  }

  private void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new ParameterException(
          spec.commandLine(), option + " must be at least 1, got " + value);
    }
  }
}

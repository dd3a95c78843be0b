package org.wardbell.standalone.storm;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.bench.report.FiguresFile;
import org.wardbell.standalone.server.DataFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code wardbell storm calendar}: clinics and Google agree, whatever happens. */
@Command(
    name = "calendar",
    mixinStandardHelpOptions = true,
    description = {
      "Clinics and doctors change the same appointments at once, requests and pushes are lost, and",
      "workers are killed. When it is quiet again, each appointment is compared with its event.",
      "The acts follow from the seed; when requests and kills meet them does not.",
      "Exit code 0: both sides agree in everything, 1: they differ or the run failed."
    })
public final class CalendarStormCommand implements Callable<Integer> {
  /** Small enough to be typed again. */
  private static final int SEEDS_TO_CHOOSE_FROM = 1_000_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many seeds are played (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description =
          "The first seed; the others follow it (default: any). With --seeds 1 it is played again alone.")
  private @Nullable Long seed;

  @Option(
      names = "--step",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How much greater each seed is than the one before (default: ${DEFAULT-VALUE}). Odd ones change what is in step already.")
  private int step;

  @Option(
      names = "--acts",
      paramLabel = "N",
      defaultValue = "50",
      description = "Acts of each seed after its bookings (default: ${DEFAULT-VALUE}).")
  private int acts;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "600",
      description = "After this time no other seeds are begun (default: ${DEFAULT-VALUE}).")
  private int minutes;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also writes the result to this file, as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where the temporary data folder is made (default: ~/.wardbell). It stays if both sides differ.")
  private Path data = DataFolder.standard();

  @Override
  public Integer call() {
    atLeastOne("--seeds", seeds);
    atLeastOne("--step", step);
    atLeastOne("--acts", acts);
    atLeastOne("--minutes", minutes);
    long first = seed == null ? 1 + new Random().nextInt(SEEDS_TO_CHOOSE_FROM) : seed;
    PrintWriter err = spec.commandLine().getErr();
    try {
      StormFigures figures =
          CalendarStorm.run(
              data.toAbsolutePath(),
              first,
              step,
              seeds,
              acts,
              Deadline.in(Duration.ofMinutes(minutes)),
              new Progress(err));
      PrintWriter out = spec.commandLine().getOut();
      out.print(figures.text());
      out.flush();
      FiguresFile.write(json, figures);
      return figures.converged() ? 0 : 1;
    } catch (BenchmarkException e) {
      err.println("wardbell: " + e.getMessage());
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

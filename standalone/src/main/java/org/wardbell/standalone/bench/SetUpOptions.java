package org.wardbell.standalone.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.bench.environment.BenchEnvironment;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.server.DataFolder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every benchmark about its surroundings. */
final class SetUpOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also writes the figures to this file, as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where the temporary data folder is made; the speed of its disk counts (default: ~/.wardbell).")
  private Path data = DataFolder.standard();

  @Option(
      names = "--server-option",
      paramLabel = "OPTION",
      description = "An option for the server's JVM, for example to profile it. May be repeated.")
  private List<String> serverOptions = new ArrayList<>();

  BenchEnvironment stage(Deadline deadline, Progress progress) {
    return BenchEnvironment.in(data(), deadline, progress);
  }

  Path data() {
    return data.toAbsolutePath();
  }

  List<String> serverOptions() {
    return serverOptions;
  }

  /** Returns the file that also gets the figures, or null. */
  @Nullable Path json() {
    return json;
  }

  /** Returns the value of an option, which must be at least 1. */
  int atLeastOne(String option, int value) {
    if (value < 1) {
      throw wrong(option + " must be at least 1, got " + value);
    }
    return value;
  }

  /** Returns the value of an option, which has a least and a greatest one. */
  int within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw wrong("%s must be between %,d and %,d, got %,d".formatted(option, least, most, value));
    }
    return value;
  }

  /** Returns what ends a command whose options make no sense. */
  ParameterException wrong(String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }
}

package org.wardbell.standalone.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.bench.environment.BenchEnvironment;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.Progress;
import picocli.CommandLine.Option;

/** The options of every benchmark about its surroundings. */
final class SetUpOptions {
  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there too.")
  private @Nullable Path json;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where the temporary data folder is made; the disk's speed counts (default: ~/.wardbell).")
  private Path data = Path.of(System.getProperty("user.home"), ".wardbell");

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
}

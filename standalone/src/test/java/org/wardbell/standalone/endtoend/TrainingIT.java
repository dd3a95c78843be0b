package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wardbell train}, and that Java takes what it made. */
class TrainingIT {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** Only this collector writes objects into a cache; all can read them. */
  private static final List<String> WITH_OBJECTS = List.of("-XX:-UseSerialGC", "-XX:+UseG1GC");

  @Test
  void cache_ofATrainingRun_isTakenByTheProgram(@TempDir Path folder) throws Exception {
    Path cache = folder.resolve("wardbell.aot");
    try (ServerProcess training =
        ServerProcess.wardbell(
            WITH_OBJECTS, Map.of(), "train", "--events=50", "--data=" + folder, cache.toString())) {
      assertThat(training.awaitEnd(LIMIT)).as(training.output()).isZero();
    }

    // In this mode a cache that does not fit is an error; usually it is left alone in silence.
    try (ServerProcess version =
        ServerProcess.wardbell(
            List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache), Map.of(), "--version")) {
      assertThat(version.awaitEnd(LIMIT)).as(version.output()).isZero();
      assertThat(version.output()).contains("wardbell ");
    }
    keepForOthers(cache);
  }

  /** Lets the servers of the tests after this one start quickly; under its name it is whole. */
  private static void keepForOthers(Path cache) throws Exception {
    Path whole = ServerProcess.CACHE.resolveSibling(ServerProcess.CACHE.getFileName() + ".new");
    Files.copy(cache, whole, StandardCopyOption.REPLACE_EXISTING);
    Files.move(whole, ServerProcess.CACHE, StandardCopyOption.ATOMIC_MOVE);
  }
}

package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@code wardbell train}, and that Java takes what it made. */
class TrainingIT {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @Test
  void cache_ofATrainingRun_isTakenByTheProgram() {
    Path cache = Path.of("target", "training-" + UUID.randomUUID(), "wardbell.aot");
    ServerProcess training =
        ServerProcess.wardbell(
            Map.of(), "train", "--events=50", "--data=target", cache.toAbsolutePath().toString());
    assertThat(training.awaitEnd(LIMIT)).as(training.output()).isZero();

    // In this mode a cache that does not fit is an error; usually it is left alone in silence.
    ServerProcess version =
        ServerProcess.wardbell(
            List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache.toAbsolutePath()),
            Map.of(),
            "--version");

    assertThat(version.awaitEnd(LIMIT)).as(version.output()).isZero();
    assertThat(version.output()).contains("wardbell ");
  }
}

package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The cache of classes, which the build makes with {@code wardbell train} for these tests. */
class TrainingIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Test
  void cache_ofTheBuild_isTakenByItsProgram() {
    // Without this mode a cache that does not fit is left alone in silence.
    ServerProcess version =
        ServerProcess.wardbell(List.of("-XX:AOTMode=on"), Map.of(), "--version");

    assertThat(version.awaitEnd(LIMIT)).isZero();
    assertThat(version.output()).contains("wardbell ");
  }
}

package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The benchmark of growth, with few events. */
@Tag("nightly")
class GrowthBenchmarkIT {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @Test
  void benchmark_ofTwoSizes_losesNothingAndSetsThemBesideEachOther() {
    try (ServerProcess benchmark =
        ServerProcess.wardbell(
            Map.of(),
            "bench",
            "growth",
            "--smallest=400",
            "--largest=4000",
            "--events=100",
            "--warm-up=100",
            "--connections=4")) {
      int exit = benchmark.awaitEnd(LIMIT);
      // A history is filled in by ten equal parts.
      assertThat(benchmark.output())
          .containsPattern("(?m)^ +4\\d\\d +\\d+ .* 1\\.00 .* 0 +0$")
          .containsPattern("(?m)^ +4,\\d\\d\\d +\\d+ .* 0 +0$");
      assertThat(exit).isZero();
    }
  }
}

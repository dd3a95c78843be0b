package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("nightly")
class StatisticsBenchmarkIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @Test
  void benchmark_ofAFewAttempts_answersEveryQuestion() {
    try (ServerProcess benchmark =
        ServerProcess.wardbell(Map.of(), "bench", "statistics", "--attempts", "2000")) {
      int exit = benchmark.awaitEnd(LIMIT);
      assertThat(benchmark.output())
          .contains("2,000 attempts, as many deliveries and events")
          .containsPattern("statistics: 30 days by the day +\\d+\\.\\d +\\d+\\.\\d")
          .containsPattern("deliveries with a code +\\d+\\.\\d +\\d+\\.\\d")
          .doesNotContain("jOOQ", "HikariPool");
      assertThat(exit).isZero();
    }
  }
}

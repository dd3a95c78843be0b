package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CalendarBenchmarkIT {
  private static final Duration LIMIT = Duration.ofMinutes(8);

  @TempDir private Path folder;

  @Test
  void benchmark_ofASmallForm_losesNothing_andAsksLittle() throws Exception {
    Path json = folder.resolve("figures.json");
    try (ServerProcess benchmark =
        ServerProcess.wardbell(
            Map.of(),
            ("bench calendar --events 600 --pushes 100 --connections 4 --rate 10 --duration 2"
                    + " --flood 200 --calendars 12 --minutes 1 --json "
                    + json)
                .split(" "))) {
      int exit = benchmark.awaitEnd(LIMIT);
      assertThat(exit).as(benchmark.output()).isZero();
      assertThat(benchmark.output())
          .containsPattern("push -> appointment changed, 20 pushes +\\d+\\.\\d +\\d+\\.\\d")
          .containsPattern("full sync of 600 events, s +\\d+\\.\\d")
          .containsPattern("the last change arrived +yes +yes: met")
          .containsPattern("requests to Google, appointment moved here +\\d +<= 2: met")
          .containsPattern("requests to Google, event moved there +\\d +<= 2: met");
    }
    JsonNode figures = JsonMapper.shared().readTree(Files.readString(json));
    assertThat(figures.path("full_sync").path("requests").asInt()).isEqualTo(3);
    assertThat(figures.path("full_sync").path("missed").asInt()).isZero();
    assertThat(figures.path("answering").path("sent").asInt()).isEqualTo(100);
    assertThat(figures.path("steady").path("pushes").asInt()).isEqualTo(20);
    assertThat(figures.path("many").path("pushes").asInt()).isEqualTo(12);
    assertThat(figures.path("many").path("lost").asInt()).isZero();
    // At once, after it, each 4 s from then on, and for the last change; a busy machine floods for
    // longer than 10 s.
    JsonNode pushes = figures.path("flood").path("pushes");
    double seconds = pushes.path("taken").asInt() / pushes.path("per_second").asDouble();
    assertThat(figures.path("flood").path("syncs").asInt())
        .isBetween(1, 3 + (int) Math.ceil(seconds / 4));
  }
}

package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("nightly")
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
    // Alone it is five. Here others run beside it, so the flood and its end last as long as they
    // do.
    int pushes = figures.path("flood").path("pushes").path("taken").asInt();
    assertThat(pushes).isGreaterThan(100);
    assertThat(figures.path("flood").path("syncs").asInt()).isBetween(1, pushes / 10);
  }
}

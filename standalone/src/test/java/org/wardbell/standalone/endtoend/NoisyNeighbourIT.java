package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rule 19, end to end, by {@code wardbell bench noisy}: a receiver that hangs with a backlog of
 * 300, and each night of 2,000, delays nobody else.
 */
class NoisyNeighbourIT {
  private static final Duration LIMIT = Duration.ofMinutes(8);
  private static final boolean NIGHT = Integer.getInteger("wardbell.scale", 1) > 1;
  private static final int BACKLOG = NIGHT ? 2_000 : 300;
  private static final int ROUNDS = NIGHT ? 2 : 1;
  private static final int WARM_UP = NIGHT ? 500 : 100;
  private static final int PER_SECOND = 20;

  /** Seconds; more than the neighbour's timeout, so that it is tried in each phase. */
  private static final int PHASE = NIGHT ? 12 : 8;

  /**
   * A busy machine doubles latencies from one phase to the next; a healthy webhook that waits for
   * its neighbour waits for timeouts, which are fifty times as long.
   */
  private static final double FACTOR = 5;

  /** Stalls of a machine that does much else; less than half of the neighbour's timeout of 5 s. */
  private static final double SLACK_MILLIS = 2_000;

  @TempDir private Path folder;

  @Test
  void deliveries_besideAWebhookThatHangs_arriveOnceAndHardlyLater() throws IOException {
    JsonNode figures = figures();

    assertThat(figures.path("lost").asInt(-1)).isZero();
    assertThat(figures.path("duplicated").asInt(-1)).isZero();
    assertThat(figures.path("phases")).hasSize(2 * ROUNDS);
    assertThat(figures.path("phases"))
        .allSatisfy(
            phase -> assertThat(phase.path("delivered").asInt(0)).isEqualTo(PER_SECOND * PHASE));
    // The neighbour was tried, and no more often than one slot and its timeout of 5 s allow.
    assertThat(figures.path("phases"))
        .filteredOn(phase -> phase.path("noisy").asBoolean(false))
        .hasSize(ROUNDS)
        .allSatisfy(phase -> assertThat(phase.path("hanging").asLong(0)).isBetween(1L, 40L));
    for (String percentile : new String[] {"p50", "p95"}) {
      double quiet = figures.path("quiet").path(percentile).asDouble(0);
      assertThat(quiet).isPositive();
      assertThat(figures.path("noisy").path(percentile).asDouble(0))
          .as(percentile)
          .isPositive()
          .isLessThan(FACTOR * quiet + SLACK_MILLIS);
    }
  }

  private JsonNode figures() throws IOException {
    Path json = folder.resolve("figures.json");
    try (ServerProcess benchmark =
        ServerProcess.wardbell(
            Map.of(),
            "bench noisy --rate %d --duration %d --rounds %d --backlog %d --warm-up %d --data %s --json %s"
                .formatted(PER_SECOND, PHASE, ROUNDS, BACKLOG, WARM_UP, folder, json)
                .split(" "))) {
      int exit = benchmark.awaitEnd(LIMIT);
      assertThat(exit).as(benchmark.output()).isZero();
    }
    return JsonMapper.shared().readTree(Files.readString(json));
  }
}

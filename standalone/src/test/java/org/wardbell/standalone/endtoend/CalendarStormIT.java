package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code wardbell storm calendar}, as a person starts it. {@code -Dwardbell.storm.seeds=200} plays
 * more seeds, {@code -Dwardbell.storm.seed=S} begins at another one, {@code
 * -Dwardbell.storm.acts=N} makes them longer, {@code -Dwardbell.storm.step=1} leaves none out.
 */
class CalendarStormIT {
  private static final int SEEDS = Integer.getInteger("wardbell.storm.seeds", 10);
  private static final long FIRST = Long.getLong("wardbell.storm.seed", 1L);

  /** Odd seeds change what is in step already, even ones what was booked a moment ago. */
  private static final int STEP = Integer.getInteger("wardbell.storm.step", 1);

  private static final int ACTS = Integer.getInteger("wardbell.storm.acts", 30);

  /** Ten seeds take two minutes on a machine that does nothing else. */
  private static final Duration LIMIT = Duration.ofMinutes(20).multipliedBy(1 + SEEDS / 10);

  @Test
  void storm_ofTheSameSeedsAsAlways_endsWithBothSidesEqual() throws IOException {
    Path folder = Path.of("target", "storm-" + UUID.randomUUID()).toAbsolutePath();
    Path json = folder.resolveSibling(folder.getFileName() + ".json");
    try (ServerProcess storm =
        ServerProcess.wardbell(
            Map.of(),
            "storm",
            "calendar",
            "--seeds",
            Integer.toString(SEEDS),
            "--seed",
            Long.toString(FIRST),
            "--step",
            Integer.toString(STEP),
            "--acts",
            Integer.toString(ACTS),
            "--data",
            folder.toString(),
            "--json",
            json.toString())) {
      int code = storm.awaitEnd(LIMIT);
      assertThat(code).as(storm.output()).isZero();
      assertThat(storm.output()).contains("Both sides agree.");
    }
    JsonNode result = JsonMapper.shared().readTree(Files.readString(json));
    assertThat(result.path("seeds").size()).isEqualTo(SEEDS);
    assertThat(result.path("differences").isEmpty()).isTrue();
    // A storm in which nothing happens would end well, too.
    assertThat(result.path("acts").asInt(0)).isGreaterThan(10 * SEEDS);
    assertThat(result.path("faults").asInt(0)).isGreaterThan(SEEDS);
    assertThat(result.path("conflicts").asInt(0)).isPositive();
    assertThat(result.path("appointments").asInt(0)).isGreaterThan(3 * SEEDS);
    if (FIRST == 1 && SEEDS >= 10) {
      assertThat(
              Stream.of("REPEAT", "CHANGE_REPEATED", "OTHER_CALENDAR")
                  .mapToInt(kind -> result.path("done").path(kind).asInt(0))
                  .sum())
          .as("events that became series or went to another calendar")
          .isPositive();
      assertThat(result.path("kills").asInt(0)).isPositive();
    }
  }
}

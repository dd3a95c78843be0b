package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code wardbell storm}, as a person starts it. {@code -Dwardbell.storm.seed=S} repeats one,
 * {@code -Dwardbell.storm.minutes=N} makes it longer, {@code -Dwardbell.storm.kills=N} ends it
 * after so many.
 */
@Tag("nightly")
class StormIT {
  private static final int MINUTES = Integer.getInteger("wardbell.storm.minutes", 10);
  private static final int KILLS = Integer.getInteger("wardbell.storm.kills", 1_000_000);
  private static final String SEED = System.getProperty("wardbell.storm.seed", "18");

  /** Starts, quiet and checks take minutes beside the storm itself. */
  private static final Duration LIMIT = Duration.ofMinutes(40L + MINUTES);

  @Test
  void storm_ofEverything_losesNothingAndRecordsAllThatCameTwice() throws IOException {
    Path folder = Path.of("target", "storm-" + UUID.randomUUID()).toAbsolutePath();
    Path json = folder.resolveSibling(folder.getFileName() + ".json");
    try (ServerProcess storm =
        ServerProcess.wardbell(
            Map.of(),
            "storm",
            "--minutes",
            Integer.toString(MINUTES),
            "--kills",
            Integer.toString(KILLS),
            "--seed",
            SEED,
            "--data",
            folder.toString(),
            "--json",
            json.toString())) {
      int code = storm.awaitEnd(LIMIT);
      System.out.println(storm.output());
      assertThat(code).as(storm.output()).isZero();
    }
    JsonNode result = JsonMapper.shared().readTree(Files.readString(json));
    // A storm in which nothing happens would end well, too.
    assertThat(result.path("kills").asInt(0)).isGreaterThan(MINUTES);
    assertThat(result.path("events").asInt(0)).isGreaterThan(30 * MINUTES);
    assertThat(result.path("requests").asInt(0)).isGreaterThan(30 * MINUTES);
    assertThat(result.path("findings"))
        .allSatisfy(finding -> assertThat(finding.path("checked").asInt(0)).isPositive());
  }
}

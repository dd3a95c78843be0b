package org.wardbell.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.LoggingSystem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log of an api that does not start, as a person reads it, in both forms. */
@Tag("servers")
final class FailedStartTest {
  private static final Map<String, String> PLAIN_URL =
      Map.of(
          "wardbell.google.client-id",
          "client",
          "wardbell.google.client-secret",
          "secret",
          "wardbell.public-url",
          "http://clinic.example");

  /**
   * Returns a new file; other tests of this JVM write to the screen as well. Both have their
   * failures from the same place.
   */
  private static Path log() {
    // Logging is set up once for a JVM: a process that ran before this one would keep its settings.
    LoggingSystem.get(FailedStartTest.class.getClassLoader()).cleanUp();
    return Path.of("target", "failed-start-" + UUID.randomUUID() + ".log").toAbsolutePath();
  }

  private static String start(String format, Map<String, String> settings) throws IOException {
    Path log = log();
    Map<String, String> all = new HashMap<>(settings);
    all.put("logging.file.name", log.toString());
    all.put("logging.structured.format.file", format);
    assertThatThrownBy(() -> ApiServer.start(all)).isNotNull();
    return Files.readString(log);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "logstash"})
  void start_withAKeyThatIsTooShort_saysSoWithoutAStack(String format) throws IOException {
    String log = start(format, Map.of("wardbell.admin-key", "short"));

    assertThat(log)
        .contains("at least 32")
        .contains("Set a longer key, or unset the variable")
        .doesNotContain("\tat ", "\\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "logstash"})
  void start_withASettingThatIsWrong_namesItAndWhatToDo(String format) throws IOException {
    assertThat(start(format, PLAIN_URL))
        .contains("WARDBELL_PUBLIC_URL must begin with https://")
        .contains("leave it out to poll calendars instead");
  }

  @Test
  void everyLine_ofAJsonLog_isOneObject_andTheFailureIsInIt() throws IOException {
    String log = start("logstash", PLAIN_URL);

    assertThat(log.lines().map(JsonMapper.shared()::readTree))
        .allMatch(JsonNode::isObject)
        .filteredOn(line -> line.path("level").asString("").equals("ERROR"))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.path("stack_trace").asString(""))
                    .contains("IllegalArgumentException: WARDBELL_PUBLIC_URL"));
  }
}

package org.wardbell.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.wardbell.embedded.mysql.MySqlDatabase;

/** The log of a worker that does not start, as a person reads it, in both forms. */
@Tag("servers")
final class FailedStartTest {
  /**
   * Returns a new file; other tests of this JVM write to the screen as well. Both have their
   * failures from the same place.
   */
  private static Path log() {
    // Logging is set up once for a JVM: a process that ran before this one would keep its settings.
    LoggingSystem.get(FailedStartTest.class.getClassLoader()).cleanUp();
    return Path.of("target", "failed-start-" + UUID.randomUUID() + ".log").toAbsolutePath();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "logstash"})
  void start_withASettingThatIsWrong_namesItAndWhatToDo(String format) throws IOException {
    Path log = log();
    MySqlDatabase database = WorkerHarness.newDatabase();
    assertThatThrownBy(
            () ->
                new SpringApplicationBuilder(WorkerApplication.class)
                    .properties(Map.of("spring.config.name", WorkerApplication.CONFIGURATION_NAMES))
                    .run(
                        "--server.port=0",
                        "--wardbell.database.url=" + database.jdbcUrl(),
                        "--wardbell.database.user=" + database.user(),
                        "--wardbell.database.password=" + database.password(),
                        "--wardbell.master-key-file=target/test-keys/" + UUID.randomUUID(),
                        "--wardbell.google.client-id=client",
                        "--wardbell.google.client-secret=secret",
                        "--wardbell.google.token-url=http://clinic.example/token",
                        "--logging.file.name=" + log,
                        "--logging.structured.format.file=" + format))
        .isNotNull();

    assertThat(Files.readString(log))
        .contains("WARDBELL_GOOGLE_TOKEN_URL must begin with https://")
        .contains("at org.wardbell.");
  }
}

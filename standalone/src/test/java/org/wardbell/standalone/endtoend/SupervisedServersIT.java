package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.receiver.ReceiverSimulator;

/** The servers that {@code up} starts for itself end by themselves, one after the other. */
class SupervisedServersIT {
  private static final Duration STOP_LIMIT = Duration.ofMinutes(3);
  private static final Map<String, String> KEY = Map.of("WARDBELL_ADMIN_KEY", TestApi.KEY);

  private final Path data = Path.of("target", "up-" + UUID.randomUUID()).toAbsolutePath();
  private ReceiverSimulator receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = ReceiverSimulator.start(0);
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void killedServers_areStartedAgain_nothingIsLost_andTheEndOfOneTooManyEndsAllWithCode1()
      throws IOException {
    try (ServerProcess up = upThatStartsEachAgainOnce()) {
      TestApi api = new TestApi(URI.create(up.awaitLine("API +(http://127.0.0.1:\\d+)/api/v1")));
      api.webhook("live", receiver.url("/hook/live"), Duration.ofSeconds(5));
      assertChildrenKnowNoSecrets();
      assertOnlyTheOwnerReads();
      for (String server : new String[] {"temporal", "mysql"}) {
        killChild(server);
        up.awaitLine("(?i)" + server + " was ended by signal 9[^\\n]*; starting it again");
        up.awaitLine("(?i)" + server + " runs again");
        Await.until(
            "an event accepted after the end of " + server,
            () -> statusOf(api, "after-" + server),
            status -> status == 202 || status == 200);
        Await.until(
            "its delivery",
            () ->
                receiver.requests("/hook/live").stream()
                    .anyMatch(request -> request.text().contains("after-" + server)),
            arrived -> arrived);
      }
      assertThat(api.get("/actuator/health").json().at("/components/embeddedServers/status"))
          .hasToString("\"UP\"");
      // It was started again once already, and may not be a second time.
      killChild("mysql");
      assertThat(up.awaitEnd(STOP_LIMIT)).isEqualTo(1);
      assertThat(up.output())
          .containsPattern(
              "wardbell: MySQL was ended by signal 9 .*; it was started again 1 times");
      assertThat(data.resolve("temporal/process")).doesNotExist();
    }
  }

  private static int statusOf(TestApi api, String event) {
    try {
      return api.event(event).status();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertChildrenKnowNoSecrets() throws IOException {
    for (String server : new String[] {"temporal", "mysql"}) {
      String environment =
          Files.readString(
              Path.of("/proc", Long.toString(child(server)), "environ"), StandardCharsets.UTF_8);
      assertThat(environment).contains("PATH=").doesNotContain("WARDBELL");
    }
  }

  private void assertOnlyTheOwnerReads() throws IOException {
    try (Stream<Path> all = Files.walk(data)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path folder = data.relativize(file).getName(0);
        String mode =
            PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(folder)));
        assertThat(mode).as("mode of %s, where %s is", folder, file).endsWith("------");
      }
    }
  }

  private void killChild(String server) throws IOException {
    ProcessHandle.of(child(server)).orElseThrow().destroyForcibly();
  }

  private long child(String server) throws IOException {
    return Long.parseLong(Files.readAllLines(data.resolve(server).resolve("process")).getFirst());
  }

  private ServerProcess upThatStartsEachAgainOnce() throws IOException {
    // A folder that a person made, with the usual mode.
    Files.createDirectories(data);
    return ServerProcess.wardbell(
        KEY,
        "up",
        "--data",
        data.toString(),
        "--port",
        "0",
        "--restarts",
        "1",
        "--allow-network",
        "127.0.0.0/8");
  }
}

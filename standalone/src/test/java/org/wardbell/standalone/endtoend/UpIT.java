package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UpIT {
  private static final Duration AT_ONCE = Duration.ofMinutes(3);
  private static final String URL = "API +(http://127.0.0.1:\\d+)/api/v1";
  private static final Map<String, String> KEY = Map.of("WARDBELL_ADMIN_KEY", TestApi.KEY);

  private final Path data = Path.of("target", "up-" + UUID.randomUUID()).toAbsolutePath();

  @Test
  void up_startedTwice_keepsItsDataAndPrintsTheKeyOnce() throws IOException {
    String event;
    try (ServerProcess first = up(Map.of())) {
      TestApi api = new TestApi(URI.create(first.awaitLine(URL)));
      // Standard output may be a journal that others read, so the key is in a file.
      Path keyFile = Path.of(first.awaitLine("WARDBELL_KEY=\\$\\(cat (\\S+)\\)"));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
          .isEqualTo("rw-------");
      String made = Files.readString(keyFile).strip();
      Files.delete(keyFile);
      assertThat(made).hasSizeGreaterThan(40);
      assertThat(api.event("not-with-that-key").status()).isEqualTo(401);
      assertThat(first.awaitLine("Temporal UI +(http://127.0.0.1:\\d+)")).isNotEmpty();
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(data.resolve("master.key"))))
          .isEqualTo("rw-------");
      first.terminate();
      assertThat(first.output()).contains("Stopped.").doesNotContain("INFO");
    }
    try (ServerProcess second = up(KEY)) {
      TestApi api = new TestApi(URI.create(second.awaitLine(URL)));
      TestApi.Answer accepted = api.event("kept");
      assertThat(accepted.status()).isEqualTo(202);
      event = accepted.json().path("id").asString();
      assertThat(second.output()).doesNotContain("WARDBELL_KEY=");
      // Its MySQL and Temporal go on running; the next start ends them.
      second.kill();
    }
    try (ServerProcess third = up(KEY)) {
      TestApi api = new TestApi(URI.create(third.awaitLine(URL)));
      assertThat(api.get("/api/v1/events/" + event).status()).isEqualTo(200);
      third.terminate();
    }
  }

  @Test
  void up_onATakenPort_saysSoInOneLineAndExitsWith1() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        ServerProcess up =
            ServerProcess.wardbell(
                Map.of(),
                "up",
                "--data",
                data.toString(),
                "--port",
                Integer.toString(taken.getLocalPort()))) {
      assertThat(up.awaitEnd(AT_ONCE)).isEqualTo(1);
      assertThat(up.output().strip())
          .hasLineCount(1)
          .startsWith("wardbell: Port " + taken.getLocalPort() + " is in use");
    }
  }

  @Test
  void up_withoutItsMasterKey_refusesUntilTheFileIsNamed() throws IOException {
    Path key = data.resolve("master.key");
    Path elsewhere = data.resolveSibling(data.getFileName() + ".key");
    String event;
    try (ServerProcess first = up(KEY)) {
      TestApi api = new TestApi(URI.create(first.awaitLine(URL)));
      event = api.event("sealed").json().path("id").asString();
      first.terminate();
    }
    Files.move(key, elsewhere);
    try (ServerProcess second = up(KEY)) {
      assertThat(second.awaitEnd(AT_ONCE)).isEqualTo(1);
      assertThat(second.output()).contains("wardbell: The master key " + key + " is missing");
      assertThat(key).doesNotExist();
    }
    try (ServerProcess third =
        up(
            Map.of(
                "WARDBELL_ADMIN_KEY",
                TestApi.KEY,
                "WARDBELL_MASTER_KEY_FILE",
                elsewhere.toString()))) {
      TestApi api = new TestApi(URI.create(third.awaitLine(URL)));
      assertThat(api.get("/api/v1/events/" + event).status()).isEqualTo(200);
      assertThat(key).doesNotExist();
      third.terminate();
    }
  }

  private ServerProcess up(Map<String, String> environment) {
    return ServerProcess.wardbell(environment, "up", "--data", data.toString(), "--port", "0");
  }
}

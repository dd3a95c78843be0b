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

/** {@code wardbell up} on a data folder: the first start, those after it, and without its key. */
class DataFolderIT {
  private static final Duration AT_ONCE = Duration.ofMinutes(3);
  private static final String URL = "API +(http://127.0.0.1:\\d+)/api/v1";
  private static final Map<String, String> KEY = Map.of("WARDBELL_ADMIN_KEY", TestApi.KEY);

  private final Path data = Path.of("target", "up-" + UUID.randomUUID()).toAbsolutePath();
  private final Path masterKey = data.resolve("master.key");

  /** One story, because each start takes seconds of a processor. */
  @Test
  void up_startedAgain_keepsItsData_makesItsKeyOnce_andRefusesWithoutItsMasterKey()
      throws IOException {
    String sealed = firstStart();

    Path elsewhere = data.resolveSibling(data.getFileName() + ".key");
    Files.move(masterKey, elsewhere);
    try (ServerProcess second = up(KEY)) {
      assertThat(second.awaitEnd(AT_ONCE)).isEqualTo(1);
      assertThat(second.output()).contains("wardbell: The master key " + masterKey + " is missing");
      assertThat(masterKey).doesNotExist();
    }

    String kept;
    try (ServerProcess third = up(keyFrom(elsewhere))) {
      TestApi api = new TestApi(URI.create(third.awaitLine(URL)));
      assertThat(api.get("/api/v1/events/" + sealed).status()).isEqualTo(200);
      kept = accepted(api, "kept");
      assertThat(third.output()).doesNotContain("WARDBELL_KEY=");
      // Its MySQL and Temporal go on running; the next start ends them.
      third.kill();
    }
    try (ServerProcess fourth = up(keyFrom(elsewhere))) {
      TestApi api = new TestApi(URI.create(fourth.awaitLine(URL)));
      assertThat(api.get("/api/v1/events/" + sealed).status()).isEqualTo(200);
      assertThat(api.get("/api/v1/events/" + kept).status()).isEqualTo(200);
      assertThat(masterKey).doesNotExist();
      fourth.terminate();
    }
  }

  /** Starts with nothing; returns an event that was accepted with the key that was made. */
  private String firstStart() throws IOException {
    try (ServerProcess first = up(Map.of())) {
      URI url = URI.create(first.awaitLine(URL));
      // Standard output may be a journal that others read, so the key is in a file.
      Path keyFile = Path.of(first.awaitLine("WARDBELL_KEY=\\$\\(cat (\\S+)\\)"));
      assertOnlyTheOwnerReads(keyFile);
      String made = Files.readString(keyFile).strip();
      Files.delete(keyFile);
      assertThat(made).hasSizeGreaterThan(40);
      assertThat(new TestApi(url).event("not-with-that-key").status()).isEqualTo(401);
      String sealed = accepted(new TestApi(url, made), "sealed");
      assertThat(first.awaitLine("Temporal UI +(http://127.0.0.1:\\d+)")).isNotEmpty();
      assertOnlyTheOwnerReads(masterKey);
      assertThat(first.evaluators()).as("before the first expression").isZero();
      first.terminate();
      assertThat(first.output()).contains("Stopped.").doesNotContain("INFO");
      return sealed;
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
  void up_whoseEnvironmentNamesADatabase_takesThatOne() {
    try (ServerProcess up =
        ServerProcess.wardbell(
            Map.of("WARDBELL_DATABASE_URL", "mysql://host/wardbell"),
            "up",
            "--data",
            data.toString(),
            "--port",
            "0")) {
      assertThat(up.awaitEnd(AT_ONCE)).isEqualTo(1);
      assertThat(up.output()).contains("--database-url must look like jdbc:mysql:");
      assertThat(data).doesNotExist();
    }
  }

  private static String accepted(TestApi api, String event) throws IOException {
    TestApi.Answer answer = api.event(event);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.json().path("id").asString();
  }

  private static void assertOnlyTheOwnerReads(Path file) throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  private static Map<String, String> keyFrom(Path file) {
    return Map.of("WARDBELL_ADMIN_KEY", TestApi.KEY, "WARDBELL_MASTER_KEY_FILE", file.toString());
  }

  private ServerProcess up(Map<String, String> environment) {
    return ServerProcess.wardbell(environment, "up", "--data", data.toString(), "--port", "0");
  }
}

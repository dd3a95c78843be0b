package org.wardbell.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardbell.standalone.client.ScriptedServer;

/** What systemd hears, by a {@code systemd-notify} that writes it down. */
final class SystemdNoticesTest {
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @TempDir private Path folder;

  @BeforeEach
  void makeProgram() throws IOException {
    Path program = folder.resolve("systemd-notify");
    Files.writeString(program, "#!/bin/sh\necho \"$1\" >>'" + folder.resolve("heard") + "'\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void server_thatAnswers_isReady_givesSignsOfLife_andStops() {
    try (ScriptedServer server = new ScriptedServer()) {
      for (int i = 0; i < 100; i++) {
        server.answer(200, "{}");
      }
      try (SystemdNotices _ =
          SystemdNotices.begin(environment("300000"), URI.create(server.address()))) {
        awaitHeard(3);
      }
      assertThat(server.asked()).allMatch(asked -> asked.uri().equals("/actuator/health/liveness"));
    }
    assertThat(heard()).startsWith("--ready", "WATCHDOG=1", "WATCHDOG=1").endsWith("STOPPING=1");
  }

  @Test
  void server_thatDoesNotAnswer_givesNoSignOfLife() {
    try (ScriptedServer server = new ScriptedServer()) {
      server.answer(200, "{}");
      server.answer(503, "{}");
      server.answer(503, "{}");
      try (SystemdNotices _ =
          SystemdNotices.begin(environment("300000"), URI.create(server.address()))) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (server.asked().size() < 5) {
          assertThat(System.nanoTime()).isLessThan(end);
          Thread.onSpinWait();
        }
      }
    }
    assertThat(heard()).containsExactly("--ready", "WATCHDOG=1", "STOPPING=1");
  }

  @Test
  void process_thatSystemdDidNotStart_saysNothing() {
    Map<String, String> environment = Map.of("PATH", folder.toString());

    SystemdNotices.begin(environment, URI.create("http://127.0.0.1:1")).close();

    assertThat(heard()).isEmpty();
  }

  private Map<String, String> environment(String watchdogMicros) {
    return Map.of(
        "NOTIFY_SOCKET",
        "/run/systemd/notify",
        "WATCHDOG_USEC",
        watchdogMicros,
        "PATH",
        folder.toString());
  }

  private void awaitHeard(int count) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (heard().size() < count) {
      assertThat(System.nanoTime()).as("heard " + heard()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private List<String> heard() {
    Path file = folder.resolve("heard");
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.wardbell.standalone.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.background.BackgroundClock;
import org.wardbell.embedded.process.Programs;

/**
 * The notices to systemd, if it started this process and wants them ({@code Type=notify}): that the
 * server is ready, and as often as the unit's watchdog asks, that it still answers. Sent by {@code
 * systemd-notify}, because Java has no datagrams to a local socket.
 *
 * @see <a href="https://www.freedesktop.org/software/systemd/man/sd_notify.html">sd_notify</a>
 */
public final class SystemdNotices implements AutoCloseable {
  private static final String SOCKET = "NOTIFY_SOCKET";

  /** In microseconds; absent without {@code WatchdogSec=}. */
  private static final String WATCHDOG = "WATCHDOG_USEC";

  /** Two notices may fail before systemd ends the process. */
  private static final int NOTICES_A_TURN = 3;

  /** A server that answers does so in milliseconds. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private static final Duration NOTICE = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(SystemdNotices.class);

  private final @Nullable Path program;
  private final HttpRequest liveness;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();
  private @Nullable BackgroundClock clock;

  private SystemdNotices(@Nullable Path program, URI server) {
    this.program = program;
    this.liveness =
        HttpRequest.newBuilder(server.resolve("/actuator/health/liveness")).timeout(ANSWER).build();
  }

  /**
   * Says that the server is ready, and begins to say that it answers. Without systemd it does
   * nothing.
   *
   * @param environment of this process
   * @param server its address
   */
  public static SystemdNotices begin(Map<String, String> environment, URI server) {
    Optional<Path> program =
        environment.containsKey(SOCKET)
            ? Programs.find("systemd-notify", environment.getOrDefault("PATH", ""))
            : Optional.empty();
    SystemdNotices notices = new SystemdNotices(program.orElse(null), server);
    if (program.isPresent()) {
      notices.send("--ready");
      long micros = Long.parseLong(environment.getOrDefault(WATCHDOG, "0"));
      if (micros > 0) {
        notices.watch(Duration.of(micros, ChronoUnit.MICROS).dividedBy(NOTICES_A_TURN));
      }
    } else if (environment.containsKey(SOCKET)) {
      LOG.warn("systemd waits for a notice, and there is no systemd-notify on the PATH");
    }
    return notices;
  }

  private void watch(Duration pause) {
    BackgroundClock fresh = new BackgroundClock("systemd-notices", pause, this::round);
    clock = fresh;
    fresh.start();
  }

  private void round() {
    if (answers()) {
      send("WATCHDOG=1");
    }
  }

  private boolean answers() {
    try {
      int status = http.send(liveness, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        LOG.warn("liveness is {}: systemd is told nothing", status);
      }
      return status == 200;
    } catch (IOException silent) {
      LOG.warn(
          "liveness does not answer ({}): systemd is told nothing",
          silent.getClass().getSimpleName());
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void send(String notice) {
    Path command = program;
    if (command == null) {
      return;
    }
    try {
      Process process =
          new ProcessBuilder(command.toString(), notice)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(NOTICE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        LOG.warn("systemd-notify did not end");
      } else if (process.exitValue() != 0) {
        LOG.warn("systemd-notify ended with code {}", process.exitValue());
      }
    } catch (IOException failure) {
      LOG.warn("systemd-notify cannot be started: {}", failure.getClass().getSimpleName());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that the process is stopping, so that its watchdog waits. */
  @Override
  public void close() {
    if (clock != null) {
      var _ = clock.stop(NOTICE);
    }
    send("STOPPING=1");
    http.close();
  }
}

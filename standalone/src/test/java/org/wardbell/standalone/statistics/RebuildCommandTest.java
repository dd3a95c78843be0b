package org.wardbell.standalone.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class RebuildCommandTest {
  private record Answer(int status, String body) {}

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext(
        "/api/v1/statistics/rebuild",
        exchange -> {
          asked.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          Answer answer = answers.remove();
          byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.status(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private int rebuild(String key) {
    return new CommandLine(new StatisticsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(
            "rebuild",
            "--key-from-environment",
            key,
            "--pause-millis",
            "1",
            "--server",
            "http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Test
  void rebuild_waitsUntilTheNewFiguresAreShown() {
    answers.add(new Answer(202, "{\"rebuilding\":true}"));
    answers.add(new Answer(200, "{\"rebuilding\":true}"));
    answers.add(new Answer(200, "{\"rebuilding\":false}"));

    assertThat(rebuild("k")).isZero();
    assertThat(asked).containsExactly("POST Bearer k", "GET Bearer k", "GET Bearer k");
    assertThat(out.toString()).endsWith("The new figures are shown." + System.lineSeparator());
  }

  @Test
  void refusal_isTold() {
    answers.add(new Answer(409, "{\"detail\":\"being made anew already\"}"));

    assertThat(rebuild("k")).isEqualTo(1);
    assertThat(err.toString()).contains("409: being made anew already");
  }

  @Test
  void key_thatIsMissing_isWrongUsage() {
    assertThat(rebuild("")).isEqualTo(2);
    assertThat(err.toString()).contains("WARDBELL_KEY is not set");
    assertThat(asked).isEmpty();
  }
}

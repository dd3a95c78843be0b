package org.wardbell.standalone.audit;

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

final class VerifyCommandTest {
  private static final String SEAL = "ab".repeat(32);

  private final Deque<String> answers = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private HttpServer server;
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext(
        "/api/v1/audit/verification",
        exchange -> {
          asked.add(
              exchange.getRequestURI().getQuery()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] answer = answers.remove().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private int verify(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "verify",
                "--key-from-environment",
                "k",
                "--server",
                "http://127.0.0.1:" + server.getAddress().getPort()));
    arguments.addAll(List.of(more));
    return new CommandLine(new AuditCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }

  @Test
  void trail_thatIsIntact_isReadToItsEnd_andItsHeadIsPrinted() {
    answers.add("{\"intact\":true,\"checked\":3,\"position\":3,\"complete\":false,\"waiting\":0}");
    answers.add(
        "{\"intact\":true,\"checked\":2,\"position\":5,\"complete\":true,\"waiting\":1,\"head\":{\"position\":5,\"seal\":\""
            + SEAL
            + "\"}}");

    assertThat(verify("--head", "3:" + SEAL)).isZero();

    assertThat(out.toString()).contains("5 rows", "1 new ones", "5:" + SEAL);
    assertThat(asked).containsExactly("position=3&seal=" + SEAL + " Bearer k", "after=3 Bearer k");
  }

  @Test
  void trail_thatIsBroken_isToldWithItsPlace() {
    answers.add(
        "{\"intact\":false,\"checked\":7,\"position\":7,\"complete\":false,\"waiting\":0,"
            + "\"fault\":{\"kind\":\"row_missing\",\"position\":7,\"number\":9,\"meaning\":\"It was removed.\"}}");

    assertThat(verify()).isEqualTo(1);
    assertThat(out.toString()).contains("BROKEN at position 7, row 9: It was removed.");
  }

  @Test
  void answer_thatIsNone_isNoProof() {
    status = 403;
    answers.add("{\"detail\":\"This needs a key of the installation.\"}");

    assertThat(verify()).isEqualTo(1);
    assertThat(err.toString()).contains("403", "key of the installation");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void head_thatIsNone_isWrongUsage() {
    assertThat(verify("--head", "yesterday")).isEqualTo(2);
    assertThat(asked).isEmpty();
  }
}

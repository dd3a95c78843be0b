package org.wardbell.standalone.person;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class AddCommandTest {
  private final List<String> asked = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private HttpServer server;
  private int status = 201;
  private String answer = "{\"id\":\"p-1\"}";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext(
        "/api/v1/persons",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + body);
          String text =
              exchange.getRequestURI().getPath().endsWith("/p-1/password-link")
                  ? "{\"token\":\"once\",\"expires_at\":\"2031-01-01T00:00:00Z\"}"
                  : answer;
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private int add(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "add",
                "--key-from-environment",
                "k",
                "--server",
                "http://127.0.0.1:" + server.getAddress().getPort()));
    arguments.addAll(List.of(more));
    return new CommandLine(new PersonCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }

  @Test
  void person_withAnAddressAlone_administersTheInstallation() {
    assertThat(add("--email", "ann@clinic.example")).isZero();

    assertThat(asked)
        .containsExactly(
            "/api/v1/persons Bearer k {\"email\":\"ann@clinic.example\",\"name\":\"ann\",\"role\":\"ADMIN\",\"installation\":true}",
            "/api/v1/persons/p-1/password-link Bearer k ");
    assertThat(out.toString()).contains("p-1", "once", "2031-01-01T00:00:00Z");
  }

  @Test
  void person_ofAClinic_hasTheRoleThere() {
    assertThat(
            add(
                "--email",
                "b@clinic.example",
                "--name",
                "Bo \"B\"",
                "--role",
                "READER",
                "--clinic",
                "c-1"))
        .isZero();

    assertThat(asked.getFirst())
        .contains("\"name\":\"Bo \\\"B\\\"\"", "\"role\":\"READER\"", "\"clinic\":\"c-1\"")
        .doesNotContain("installation");
  }

  @Test
  void refusal_isToldWithItsFieldAndFix() {
    status = 422;
    answer =
        "{\"detail\":\"d\",\"errors\":[{\"field\":\"email\",\"problem\":\"is none\",\"fix\":\"Write it.\"}]}";

    assertThat(add("--email", "x")).isEqualTo(1);
    assertThat(err.toString()).contains("422", "email is none. Write it.");
    assertThat(out.toString()).isEmpty();
  }
}

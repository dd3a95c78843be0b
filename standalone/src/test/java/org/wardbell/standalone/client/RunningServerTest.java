package org.wardbell.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

final class RunningServerTest {
  private final ScriptedServer server = new ScriptedServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private RunningServer at(String path) {
    return new RunningServer(URI.create(server.address() + path), "k");
  }

  @ParameterizedTest
  @CsvSource({"'',/api/v1/x", "/,/api/v1/x", "/bell,/bell/api/v1/x", "/bell/,/bell/api/v1/x"})
  void address_withAPathOrASlashAtItsEnd_isPutBeforeTheApis(String path, String asked)
      throws Refused {
    server.answer(200, "{}");

    at(path).get("/api/v1/x");

    assertThat(server.asked())
        .containsExactly(new ScriptedServer.Asked("GET", asked, "Bearer k", ""));
  }

  @Test
  void body_becomesJson() throws Refused {
    server.answer(201, "{\"id\":7}");

    assertThat(at("").post("/api/v1/x", Map.of("a", "\"b\"")).path("id").asInt()).isEqualTo(7);
    assertThat(server.asked().getFirst().body()).isEqualTo("{\"a\":\"\\\"b\\\"\"}");
  }

  @Test
  void refusal_isToldWithItsFieldsAndFixes() {
    server.answer(
        422,
        "{\"detail\":\"d\",\"errors\":[{\"field\":\"email\",\"problem\":\"is none\",\"fix\":\"Write it.\"}]}");

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> at("").get("/api/v1/x"))
        .withMessage("the server answers 422: d email is none. Write it.");
  }

  @Test
  void refusal_whoseProblemsAreSentences_hasNoFullStopTwice_andNothingToSeeElsewhere() {
    server.answer(
        422,
        """
        {"detail": "The field url is not right; see errors.",
         "errors": [{"field": "url", "problem": "A webhook needs a URL.", "fix": "Give one."}]}
        """);

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> at("").get("/api/v1/x"))
        .withMessage("the server answers 422: url: A webhook needs a URL. Give one.");
  }

  @Test
  void answer_thatIsNoJson_isNotWardbells() {
    server.answer(200, "<html>");

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> at("").get("/api/v1/x"))
        .withMessageContaining(server.address() + " does not answer as Wardbell does");
  }

  @Test
  void server_thatDoesNotRun_isSaidToBeAbsent() {
    RunningServer absent = at("");
    server.close();

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> absent.get("/api/v1/x"))
        .withMessageContaining("nothing answers at " + server.address());
  }

  @Test
  void interruption_isTold_andKept() {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> RunningServer.pause(Duration.ofMinutes(1)))
        .withMessage("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Command
  private static final class Asking implements Runnable {
    @Mixin private final ServerOptions options = new ServerOptions();

    @Override
    public void run() {
      options.server("a key");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8080",
    "localhost:8080",
    "ftp://localhost",
    "http:/x",
    "wardbell",
    "http://x:70000",
    "http://x?y=1",
    "http://x#y"
  })
  void address_thatIsNone_isWrongUsage(String address) {
    CommandLine command =
        new CommandLine(new Asking())
            .setParameterExceptionHandler((wrong, _) -> told(wrong).contains("--server") ? 2 : 3);

    assertThat(command.execute("--key-from-environment", "k", "--server", address)).isEqualTo(2);
  }

  private static String told(ParameterException wrong) {
    return String.valueOf(wrong.getMessage());
  }
}

package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.standalone.receive.ListenCommand;
import org.wardbell.standalone.send.SendCommand;
import org.wardbell.standalone.server.Installation;
import picocli.CommandLine;

/** What a developer does from a terminal, on a running server: send an event, listen to events. */
class TerminalCommandsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Surroundings surroundings;
  private static Installation installation;
  private static TestApi api;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() {
    surroundings = Surroundings.start();
    installation = surroundings.installation();
    api = new TestApi(installation.url());
  }

  @AfterAll
  static void stop() {
    installation.close();
    surroundings.close();
  }

  @Test
  void sentSample_toAnAddress_isFollowedToItsEndAndTheWebhookIsGone() throws IOException {
    String path = "/sent/" + UUID.randomUUID();
    surroundings.receiver.behave(path, Behaviour.statuses(503, 200));

    int exit = send("patient.registered", "--to", surroundings.receiver.url(path));

    assertThat(exit).as(said()).isZero();
    assertThat(out.toString())
        .contains("Accepted  patient.registered, event ")
        .contains("request 1: answered 503", "next try at ", "request 2: answered 200")
        .contains("1 of 1 delivered.");
    List<ReceivedRequest> requests = surroundings.receiver.requests(path);
    assertThat(requests).hasSize(2);
    assertThat(requests.getFirst().text()).contains("\"patient_id\":");
    assertThat(names()).doesNotContain("Temporary: send");
  }

  @Test
  void ownData_isWhatIsSent(@TempDir Path folder) throws IOException {
    String path = "/own/" + UUID.randomUUID();
    Path data = Files.writeString(folder.resolve("patient.json"), "{\"patient_id\": \"p-4711\"}");

    int exit =
        send(
            "patient.registered",
            "--data",
            data.toString(),
            "--to",
            surroundings.receiver.url(path));

    assertThat(exit).as(said()).isZero();
    assertThat(surroundings.receiver.requests(path).getFirst().text()).contains("\"p-4711\"");
  }

  @Test
  void wrongData_andWrongType_areToldBeforeAnythingIsMade(@TempDir Path folder) throws IOException {
    Path list = Files.writeString(folder.resolve("list.json"), "[1]");
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\n\"Grace\"");

    assertThat(send("patient.registered", "--data", list.toString())).isEqualTo(1);
    assertThat(send("patient.registered", "--data", broken.toString())).isEqualTo(1);
    assertThat(send("patient.registerd")).isEqualTo(1);

    assertThat(err.toString())
        .contains("list.json has to be a JSON object", "broken.json is no JSON (line 2)")
        .contains("the server answers 404")
        .doesNotContain("Grace");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void deadReceiver_isToldWithTheAdvice_andTheExitCodeIsOne() throws IOException {
    String path = "/dead/" + UUID.randomUUID();
    surroundings.receiver.behave(path, Step.answer(410));

    assertThat(send("patient.registered", "--to", surroundings.receiver.url(path))).isEqualTo(1);

    assertThat(out.toString()).contains("answered 410", "0 of 1 delivered.");
  }

  @Test
  void listen_handsRequestsToAProgramAndItsAnswersBack() throws Exception {
    String path = "/program/" + UUID.randomUUID();
    surroundings.receiver.behave(path, Step.answer(202).withBody("taken"));
    CompletableFuture<Integer> exit =
        CompletableFuture.supplyAsync(
            () ->
                run(
                    new ListenCommand(),
                    "--events",
                    "encounter.*",
                    "--forward",
                    surroundings.receiver.url(path),
                    "--count",
                    "1"));
    Await.until("listening", () -> out.toString().contains("Ctrl-C ends it") || exit.isDone());
    assertThat(exit).as(said()).isNotDone();

    String event =
        api.post(
                "/api/v1/events",
                Map.of("type", "encounter.created", "data", Map.of("encounter_id", "7")))
            .json()
            .path("id")
            .asString("");

    assertThat(exit.get(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)).isZero();
    assertThat(out.toString()).contains("answered with 202", "signature: good", "encounter_id");
    ReceivedRequest forwarded = surroundings.receiver.requests(path).getFirst();
    assertThat(forwarded.header("wardbell-event-id")).isEqualTo(event);
    assertThat(names()).doesNotContain("Temporary: listen");
  }

  private int send(String... arguments) {
    return run(new SendCommand(), arguments);
  }

  private int run(Object command, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--server", installation.url().toString()));
    all.addAll(List.of("--key-from-environment", TestApi.KEY));
    all.addAll(List.of(arguments));
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private String said() {
    return out + "\n" + err;
  }

  private static List<String> names() throws IOException {
    return api.get("/api/v1/webhooks?limit=100")
        .json()
        .path("data")
        .valueStream()
        .map(webhook -> webhook.path("name").asString(""))
        .toList();
  }
}

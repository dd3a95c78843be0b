package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiApplication;
import org.wardbell.embedded.process.Ports;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.worker.WorkerApplication;

/**
 * Apis and workers of two versions, rolled one by one under load, forth and back. The version
 * before is the jar that {@code -Dwardbell.previous} names, beside its libraries; without it the
 * present one plays both, which shows that the roll itself loses nothing.
 */
@Tag("nightly")
class UpgradeIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final Path NOW = ServerProcess.jar();

  private static final Path BEFORE =
      Path.of(System.getProperty("wardbell.previous", NOW.toString())).toAbsolutePath();

  private final List<ServerProcess> started = new ArrayList<>();
  private Surroundings surroundings;

  /** An api and a worker of one version. */
  private record Pair(ServerProcess api, ServerProcess worker, TestApi client) {}

  @BeforeEach
  void start() {
    surroundings = Surroundings.start();
    surroundings.receiver.behave("/hook/flaky", Behaviour.statuses(503, 200).forEachDelivery());
  }

  @AfterEach
  void stop() {
    started.forEach(ServerProcess::close);
    surroundings.close();
  }

  @Test
  void apisAndWorkers_rolledForthAndBack_loseNothing_andDisableNoWebhook() throws IOException {
    Pair old = pair(BEFORE);
    TestWebhook webhook =
        old.client.webhook("flaky", surroundings.receiver.url("/hook/flaky"), TIMEOUT);
    Invariants invariants =
        new Invariants(surroundings.database(), surroundings.receiver, List.of(webhook));
    SteadyPosting posting = SteadyPosting.begin(old.client);
    awaitMore(posting);
    Pair present = roll(old, NOW, posting);
    awaitMore(posting);
    roll(present, BEFORE, posting);
    awaitMore(posting);
    posting.end();
    invariants.awaitQuiet();
    invariants.hold(posting.accepted());
    assertThat(surroundings.database().fetchValues(WEBHOOK.ENABLED)).containsOnly(true);
  }

  /** Waits until more events have been accepted, by whoever is there now. */
  private static void awaitMore(SteadyPosting posting) {
    int before = posting.accepted().size();
    Await.until("more events", () -> posting.accepted().size() >= before + 20);
  }

  private Pair pair(Path jar) {
    ServerProcess worker = worker(jar);
    ServerProcess api = process(jar, ApiApplication.class);
    return new Pair(api, worker, client(api));
  }

  /** Puts another version in their place: the worker first, then the api. */
  private Pair roll(Pair old, Path jar, SteadyPosting posting) {
    ServerProcess worker = worker(jar);
    assertThat(old.worker.terminate()).isEqualTo(143);
    ServerProcess api = process(jar, ApiApplication.class);
    TestApi client = client(api);
    posting.turnTo(old.client, client);
    awaitMore(posting);
    posting.turnTo(client);
    assertThat(old.api.terminate()).isEqualTo(143);
    return new Pair(api, worker, client);
  }

  private ServerProcess worker(Path jar) {
    ServerProcess worker = process(jar, WorkerApplication.class);
    worker.awaitLine("worker polls task queue");
    return worker;
  }

  private static TestApi client(ServerProcess api) {
    return new TestApi(
        URI.create("http://127.0.0.1:" + api.awaitLine("Tomcat started on port (\\d+)")));
  }

  private ServerProcess process(Path jar, Class<?> main) {
    Map<String, String> environment = new TreeMap<>(surroundings.environment());
    // The newest has migrated; the version before finds a newer schema and takes it.
    environment.put("WARDBELL_DATABASE_MIGRATE", "false");
    ServerProcess process =
        ServerProcess.main(jar, main.getName(), environment, "--server.port=" + Ports.free());
    started.add(process);
    return process;
  }
}

package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.workflows.delivery.AttemptOutcome;

/** The server process ends in the middle of its work, asked to or not; the next one goes on. */
class StoppedServerIT {
  private static final String URL = "API +(http://127.0.0.1:\\d+)/api/v1";
  private static final int EVENTS = 500;

  /** Slow enough that requests are always under way when the process ends. */
  private static final Duration SLOW = Duration.ofMillis(300);

  /** The lease of a lost request ends 10 s after its timeout, and nothing is repeated before. */
  private static final Duration SHORT = Duration.ofSeconds(5);

  /** No request runs into this. */
  private static final Duration LONG = Duration.ofSeconds(30);

  private Surroundings surroundings;

  @BeforeEach
  void start() {
    surroundings = Surroundings.start();
  }

  @AfterEach
  void stop() {
    surroundings.close();
  }

  @Test
  void server_killedInTheMiddleOf500Events_losesNoneAndRecordsEveryDuplicate() throws IOException {
    surroundings.receiver.behave("/hook/slow", Step.answer(200).after(Duration.ofMillis(20)));
    surroundings.receiver.behave("/hook/flaky", Behaviour.statuses(503, 200).forEachDelivery());
    Posting posting = new Posting("kill", EVENTS);
    Invariants invariants;
    try (ServerProcess first = surroundings.up()) {
      TestApi api = api(first);
      invariants =
          new Invariants(
              surroundings.database(),
              surroundings.receiver,
              List.of(
                  api.webhook("slow", surroundings.receiver.url("/hook/slow"), SHORT),
                  api.webhook("flaky", surroundings.receiver.url("/hook/flaky"), SHORT)));
      posting.post(api);
      Await.until("half the events", posting::acceptedSoFar, count -> count >= EVENTS / 2);
      first.kill();
      posting.awaitClients();
    }
    invariants.rememberFinals();
    try (ServerProcess second = surroundings.up()) {
      posting.finish(api(second));
      invariants.awaitQuiet();
      invariants.hold(posting.accepted());
      second.terminate();
    }
  }

  @Test
  void server_askedToStop_cutsNoDelivery() throws IOException {
    surroundings.receiver.behave("/hook/slow", Step.answer(200).after(SLOW));
    Posting posting = new Posting("term", 100);
    Invariants invariants;
    try (ServerProcess first = surroundings.up()) {
      TestApi api = api(first);
      invariants =
          new Invariants(
              surroundings.database(),
              surroundings.receiver,
              List.of(api.webhook("slow", surroundings.receiver.url("/hook/slow"), LONG)));
      posting.post(api);
      Await.until("requests under way", this::underWay, count -> count > 0);
      first.terminate();
      posting.awaitClients();
    }
    assertThat(underWay()).as("attempts without an outcome").isZero();
    try (ServerProcess second = surroundings.up()) {
      posting.finish(api(second));
      invariants.awaitQuiet();
      invariants.hold(posting.accepted());
      second.terminate();
    }
    assertThat(surroundings.database().fetchValues(ATTEMPT.OUTCOME))
        .doesNotContain(AttemptOutcome.LOST.name());
    assertThat(surroundings.receiver.requests("/hook/slow"))
        .allSatisfy(
            request ->
                assertThat(request.header("User-Agent"))
                    .as("names the version of the packaged product")
                    .matches("Wardbell/[0-9].*"))
        .extracting(ReceivedRequest::webhookId)
        .doesNotHaveDuplicates();
  }

  private int underWay() {
    return surroundings.database().fetchCount(ATTEMPT, ATTEMPT.OUTCOME.isNull());
  }

  private static TestApi api(ServerProcess server) {
    return new TestApi(URI.create(server.awaitLine(URL)));
  }
}

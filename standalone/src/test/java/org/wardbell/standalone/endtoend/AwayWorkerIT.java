package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.INTERACTIVE_TASK;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiApplication;
import org.wardbell.embedded.process.Ports;
import org.wardbell.standalone.server.Installation;
import org.wardbell.worker.WorkerApplication;

/**
 * The only worker is away, or comes: who would wait for it in vain hears it at once, and nobody is
 * refused while one is there.
 */
class AwayWorkerIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Longer than a worker may be silent before it counts as gone. */
  private static final Duration LONG = Duration.ofSeconds(25);

  private static final String NONE = "No worker is running";

  private Surroundings surroundings;

  @BeforeEach
  void start() {
    surroundings = Surroundings.start();
  }

  @AfterEach
  void stop() {
    surroundings.close();
  }

  private ServerProcess process(Class<?> main) {
    return ServerProcess.main(
        main.getName(), surroundings.environment(), "--server.port=" + Ports.free());
  }

  private ServerProcess worker() {
    ServerProcess worker = process(WorkerApplication.class);
    worker.awaitLine("worker polls task queue");
    return worker;
  }

  private static String presence(TestApi api) {
    try {
      return api.get("/api/v1/system").json().at("/workers/presence").asString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(TestApi api, String presence) {
    Await.until("workers " + presence, () -> presence(api), presence::equals);
  }

  private static String page(DashboardSession person, String path) {
    try {
      return person.open(path).text();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String webhook(TestApi api) throws IOException {
    return "/webhooks/"
        + api.webhook("CRM", surroundings.receiver.url("/hook/well"), TIMEOUT).id()
        + "/test";
  }

  private static void works(TestApi api, String test) throws IOException {
    TestApi.Answer answer = api.post("/api/v1" + test, Map.of());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  @Test
  void worker_awayAndBack_isToldEverywhereAndRefusesNothingAfterwards() throws IOException {
    try (ServerProcess server = process(ApiApplication.class)) {
      URI url = URI.create("http://127.0.0.1:" + server.awaitLine("Tomcat started on port (\\d+)"));
      TestApi api = new TestApi(url);
      DashboardSession ann = DashboardSession.of(url, api);
      String test = webhook(api);
      await(api, "AWAY");
      assertTold(api, ann, test);
      try (ServerProcess killed = worker()) {
        // It has just begun: what was found last is that nobody is there.
        works(api, test);
        // Whether anything needs somebody is known for a few seconds.
        String overview =
            Await.until("a lamp that is well", () -> page(ann, "/"), it -> it.contains("All well"));
        assertThat(overview).doesNotContain(NONE);
        assertThat(api.get("/actuator/health").json().at("/components/workerPresence/status"))
            .hasToString("\"UP\"");
        killed.kill();
      }
      await(api, "AWAY");
      assertRefused(api, test);
      try (ServerProcess stopped = worker()) {
        works(api, test);
        stopped.terminate();
      }
      await(api, "AWAY");
      assertRefused(api, test);
    }
  }

  private void assertTold(TestApi api, DashboardSession ann, String test) throws IOException {
    assertRefused(api, test);
    assertThat(api.get("/actuator/health").json().at("/components/workerPresence/status"))
        .hasToString("\"DEGRADED\"");
    assertThat(api.get("/actuator/health/readiness").status())
        .as("events are accepted")
        .isEqualTo(200);
    assertThat(ann.open("/").text())
        .contains("A part is down", "bell-needed", "data-needs=\"1\"")
        .containsPattern("(?s)Needs you.*" + NONE + ".*Live tail");
    for (String page : new String[] {test, "/replays", "/calendars", "/deliveries", "/events"}) {
      assertThat(ann.open(page).text()).as(page).contains(NONE);
    }
    // The only clinic is the one that pages show until somebody asks for the whole installation.
    ann.submit("/choice", Map.of("clinic", "all"));
    assertThat(ann.open("/settings/system").text()).contains("None is running");
    TestApi.Answer tested =
        ann.submit(test, Map.of("event_type", "patient.registered", "data", "{}"));
    assertThat(tested.status()).isEqualTo(503);
    assertThat(tested.text()).contains(NONE + ", and this needs one. Nothing was");
    for (String way : new String[] {"/calendar/connect", "/oauth/begin"}) {
      TestApi.Answer left = ann.submit(way, Map.of("ticket", "none"));
      assertThat(left.status()).as(way).isEqualTo(503);
      assertThat(left.text()).contains("No worker of Wardbell is running", "stays good");
    }
  }

  /** Nothing is kept that a worker would find when nobody waits any more. */
  private void assertRefused(TestApi api, String test) throws IOException {
    int before = surroundings.database().fetchCount(INTERACTIVE_TASK);
    TestApi.Answer answer = api.post("/api/v1" + test, Map.of());
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text()).contains(NONE);
    assertThat(surroundings.database().fetchCount(INTERACTIVE_TASK)).isEqualTo(before);
  }

  @Test
  void worker_whileTemporalStandsStill_isStillThere() throws IOException {
    try (Installation installation = surroundings.installation()) {
      TestApi api = new TestApi(installation.url());
      String test = webhook(api);
      await(api, "THERE");
      surroundings.holdTemporal();
      try {
        Await.pause(LONG);
        assertThat(presence(api)).isEqualTo("THERE");
      } finally {
        surroundings.letTemporalGo();
      }
      Await.until(
          "a test that goes through",
          () -> {
            try {
              TestApi.Answer answer = api.post("/api/v1" + test, Map.of());
              assertThat(answer.text()).doesNotContain(NONE);
              return answer.status() == 200;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  @Test
  void installation_thatStartsAgain_refusesNothing() throws IOException {
    String test;
    try (Installation first = surroundings.installation()) {
      test = webhook(new TestApi(first.url()));
    }
    try (Installation second = surroundings.installation()) {
      TestApi.Answer answer = new TestApi(second.url()).post("/api/v1" + test, Map.of());
      assertThat(answer.text()).doesNotContain(NONE);
      await(new TestApi(second.url()), "THERE");
    }
  }
}

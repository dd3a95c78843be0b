package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiApplication;
import org.wardbell.embedded.process.Ports;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.worker.WorkerApplication;

/** One api and two workers, each a process of its own, as a cluster runs them. */
class SeparateProcessesIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @Test
  void oneApiTwoWorkers_oneKilled_theOtherDeliversAll() throws IOException {
    try (Surroundings surroundings = Surroundings.start();
        ServerProcess one = worker(surroundings);
        ServerProcess two = worker(surroundings);
        ServerProcess server = process(surroundings, ApiApplication.class)) {
      one.awaitLine("worker polls task queue");
      two.awaitLine("worker polls task queue");
      TestApi api =
          new TestApi(
              URI.create("http://127.0.0.1:" + server.awaitLine("Tomcat started on port (\\d+)")));
      surroundings.receiver.behave("/hook/a", Step.answer(200).after(Duration.ofMillis(50)));
      Invariants invariants =
          new Invariants(
              surroundings.database(),
              surroundings.receiver,
              List.of(api.webhook("a", surroundings.receiver.url("/hook/a"), TIMEOUT)));
      Posting posting = new Posting("apart", 200);
      posting.post(api);
      Await.until(
          "some deliveries",
          () -> surroundings.receiver.requests("/hook/a").size(),
          count -> count > 20);
      one.kill();
      posting.finish(api);
      invariants.awaitQuiet();
      invariants.hold(posting.accepted());
      ProcessMetrics.assertShown("api", api.get("/actuator/prometheus").text());
      TestApi worker =
          new TestApi(
              URI.create("http://127.0.0.1:" + two.awaitLine("Tomcat started on port (\\d+)")));
      ProcessMetrics.assertShown("worker", worker.get("/actuator/prometheus").text());
      assertThat(two.terminate()).isEqualTo(143);
    }
  }

  private static ServerProcess worker(Surroundings surroundings) {
    return process(surroundings, WorkerApplication.class);
  }

  private static ServerProcess process(Surroundings surroundings, Class<?> main) {
    Map<String, String> environment = new TreeMap<>(surroundings.environment());
    return ServerProcess.main(main.getName(), environment, "--server.port=" + Ports.free());
  }
}

package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.collector.CollectorSimulator;
import org.wardbell.simulator.collector.CollectorSimulator.Behaviour;

/** Traces of {@code wardbell up}, whose process dispatches events itself. */
class TracesOfOneServerIT {
  private static final int EVENTS = 20;

  @Test
  void up_withACollector_tellsOfEachEvent_andDeliversAllTheSameWhenItHangs() throws IOException {
    try (Surroundings surroundings = Surroundings.start();
        CollectorSimulator collector = CollectorSimulator.start();
        ServerProcess server = surroundings.up("--otlp-endpoint", collector.url())) {
      TestApi api =
          new TestApi(URI.create(server.awaitLine("API +(http://127.0.0.1:\\d+)/api/v1")));
      api.webhook("a", surroundings.receiver.url("/hook/a"), Duration.ofSeconds(5));
      List<String> traces = post(api, "told");
      for (String trace : traces) {
        Await.until(
            "the trace " + trace,
            () ->
                TracedSpan.takenBy(collector).stream()
                    .filter(span -> span.traceId().equals(trace))
                    .map(span -> span.service() + ": " + span.name())
                    .sorted()
                    .toList(),
            List.of("wardbell: POST", "wardbell: accept event", "wardbell: dispatch event")
                ::equals);
      }
      Path log = surroundings.folder.resolve("data").resolve("logs").resolve("wardbell.log");
      assertThat(Files.readString(log)).contains("[trace_id=" + traces.getLast() + " span_id=");

      collector.behave(Behaviour.HANGS);
      post(api, "untold");
      Await.until(
          "all deliveries",
          () -> surroundings.receiver.requests("/hook/a").size(),
          count -> count >= 2 * EVENTS);
      Await.until(
          "spans that are lost",
          () -> metrics(api),
          text -> text.matches("(?s).*wardbell_trace_spans_total\\{result=\"failed\"} [1-9].*"));
      assertThat(server.terminate()).isEqualTo(143);
    }
  }

  private static List<String> post(TestApi api, String key) throws IOException {
    List<String> traces = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      TestApi.Answer accepted = api.event(key + i);
      assertThat(accepted.status()).isEqualTo(202);
      traces.add(accepted.json().path("id").asString().replace("-", ""));
    }
    return traces;
  }

  private static String metrics(TestApi api) {
    try {
      return api.get("/actuator/prometheus").text();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

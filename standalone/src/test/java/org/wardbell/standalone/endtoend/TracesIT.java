package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.tracing.Origin;
import org.wardbell.simulator.collector.CollectorSimulator;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.standalone.endtoend.CalendarCluster.Shown;
import org.wardbell.standalone.operations.DocumentedTraces;

/** Traces of two apis and a worker, each a process of its own, as a collector gets them. */
class TracesIT {
  /** In everything that a client, a receiver or Google may write. */
  private static final String PATIENT = "Zilpzalp" + UUID.randomUUID().toString().replace("-", "");

  private static final String CALLER = "0af7651916cd43dd8448eb211c80319c";
  private static final String ACCEPT = "accept event";

  private static CollectorSimulator collector;
  private static CalendarCluster cluster;

  @BeforeAll
  static void start() throws IOException {
    collector = CollectorSimulator.start();
    cluster = CalendarCluster.start(Map.of("WARDBELL_TRACING_ENDPOINT", collector.url()));
  }

  @AfterAll
  static void stop() {
    cluster.close();
    collector.close();
  }

  private static List<TracedSpan> awaitSpans(
      String what, Predicate<TracedSpan> those, Predicate<List<TracedSpan>> condition) {
    return Await.until(
        what, () -> TracedSpan.takenBy(collector).stream().filter(those).toList(), condition);
  }

  private static Predicate<List<TracedSpan>> have(String... names) {
    return spans -> names(spans).containsAll(List.of(names));
  }

  private static List<String> names(List<TracedSpan> spans) {
    return spans.stream().map(TracedSpan::name).sorted().toList();
  }

  private static TracedSpan one(List<TracedSpan> spans, String name) {
    return spans.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
  }

  private static String traceOf(UUID event) {
    return event.toString().replace("-", "");
  }

  /** Posts an event that speaks of the patient wherever it may. */
  private static UUID post(String path, String type) throws IOException {
    TestApi api = cluster.api;
    cluster.surroundings.receiver.behave(
        path,
        Behaviour.of(
            Step.answer(503).with("X-Patient", PATIENT).withBody(PATIENT),
            Step.answer(200).withBody(PATIENT)));
    TestApi.Answer made =
        api.post(
            "/api/v1/webhooks",
            Map.of(
                "name",
                PATIENT,
                "url",
                cluster.surroundings.receiver.url(path) + "?patient=" + PATIENT,
                "events",
                List.of(type),
                "headers",
                List.of(Map.of("name", "X-Patient", "value", PATIENT)),
                "circuit_breaker",
                false,
                "retry",
                Map.of("schedule_seconds", List.of(0, 1, 1))));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    TestApi.Answer accepted =
        api.post(
            "/api/v1/events",
            Map.of(
                "id",
                PATIENT + path,
                "type",
                type,
                "subject",
                "patient/" + PATIENT,
                "data",
                Map.of("patient_name", PATIENT)),
            Map.of(
                "traceparent",
                "00-" + CALLER + "-b7ad6b7169203331-01",
                "tracestate",
                "patient=" + PATIENT,
                "X-Request-Id",
                PATIENT,
                "X-Patient",
                PATIENT));
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    return UUID.fromString(accepted.json().path("id").asString());
  }

  @Test
  void event_thatIsDeliveredAtTheSecondAttempt_isOneTraceOfItsOwnId_fromThe202ToTheLast()
      throws IOException {
    String path = "/hook/" + PATIENT;
    UUID event = post(path, "patient.registered");
    List<TracedSpan> spans =
        awaitSpans(
            "the event's trace",
            span -> span.traceId().equals(traceOf(event)),
            seen -> names(seen).equals(List.of("POST", "POST", ACCEPT, "dispatch event")));

    TracedSpan accepted = one(spans, ACCEPT);
    assertThat(accepted.service()).isEqualTo("wardbell-api");
    assertThat(accepted.parentId()).isEmpty();
    assertThat(accepted.links()).containsExactly(CALLER);
    assertThat(spans)
        .filteredOn(span -> span != accepted)
        .allSatisfy(
            span -> {
              assertThat(span.service()).isEqualTo("wardbell-worker");
              assertThat(span.parentId()).isEqualTo(accepted.spanId());
              assertThat(span.attributes()).containsEntry("wardbell.event.id", event.toString());
            });
    assertThat(one(spans, "dispatch event").attributes()).containsEntry("wardbell.deliveries", "1");
    List<TracedSpan> attempts = spans.stream().filter(span -> span.name().equals("POST")).toList();
    assertThat(attempts)
        .extracting(span -> span.attributes().get("wardbell.attempt"))
        .containsExactlyInAnyOrder("1", "2");
    assertThat(attempts)
        .extracting(span -> span.attributes().get("http.response.status_code"))
        .containsExactlyInAnyOrder("503", "200");
    assertThat(attempts)
        .extracting(span -> span.attributes().get("wardbell.attempt.next"))
        .containsExactlyInAnyOrder("RETRY", "DELIVERED");
    assertThat(attempts)
        .allSatisfy(
            span -> assertThat(span.attributes()).containsEntry("server.address", "127.0.0.1"));

    TracedSpan request =
        one(
            awaitSpans(
                "the request",
                span -> span.traceId().equals(CALLER) && span.links().contains(traceOf(event)),
                seen -> !seen.isEmpty()),
            "POST /api/v1/events");
    assertThat(request.parentId()).isEqualTo("b7ad6b7169203331");
    assertThat(request.attributes()).containsEntry("http.response.status_code", "202");

    Await.until(
        "a line of the log with the trace",
        () ->
            cluster
                .worker
                .output()
                .lines()
                .anyMatch(
                    line ->
                        line.contains("[trace_id=" + traceOf(event) + " span_id=")
                            && line.contains("outcome=DELIVERED")));
    assertThat(
            cluster.surroundings.receiver.requests(path).stream()
                .flatMap(one -> one.headers().stream())
                .map(header -> header.toString().toLowerCase(Locale.ROOT)))
        .as("a receiver is told nothing that it did not ask for")
        .noneMatch(header -> header.contains("traceparent"));
  }

  @Test
  void push_thatIsPulled_isOneTrace_toWhatWasApplied() {
    Shown shown = cluster.shown("tracing@clinic.example");
    String calendar = shown.calendar().toString();
    Instant moved = CalendarCluster.slot(3);
    cluster.drag(shown, moved);
    cluster.awaitStart(shown, moved);
    List<TracedSpan> pulls =
        awaitSpans(
            "a pull that applied the move",
            span -> span.name().equals("apply changes"),
            seen -> seen.stream().anyMatch(span -> changes(span) > 0));
    TracedSpan applied = pulls.stream().filter(span -> changes(span) > 0).toList().getLast();
    List<TracedSpan> trace =
        awaitSpans(
            "the push's trace",
            span -> span.traceId().equals(applied.traceId()),
            have("apply changes", "pull calendar", "count push", "GET"));

    TracedSpan push = one(trace, "count push");
    TracedSpan pull = one(trace, "pull calendar");
    assertThat(push.service()).isEqualTo("wardbell-api");
    assertThat(push.attributes()).containsEntry("wardbell.calendar.id", calendar);
    assertThat(push.traceId())
        .isEqualTo(
            traceOf(
                Origin.ofPush(
                        shown.calendar(),
                        Long.parseLong(push.attributes().get("wardbell.calendar.pushes")))
                    .id()));
    assertThat(pull.service()).isEqualTo("wardbell-worker");
    assertThat(pull.parentId()).isEqualTo(push.spanId());
    assertThat(applied.parentId()).isEqualTo(pull.spanId());
    assertThat(one(trace, "GET").attributes())
        .containsEntry("server.address", "127.0.0.1")
        .containsEntry("http.response.status_code", "200");

    assertThat(applied.links()).isNotEmpty();
    List<TracedSpan> told =
        awaitSpans(
            "the event that tells of it",
            span -> applied.links().contains(span.traceId()),
            have(ACCEPT));
    assertThat(one(told, ACCEPT).links()).containsExactly(applied.traceId());
    awaitSpans(
        "Google's request",
        span -> span.name().equals("POST /calendar/push"),
        seen -> seen.stream().anyMatch(span -> span.links().contains(push.traceId())));
  }

  private static int changes(TracedSpan applied) {
    return Integer.parseInt(applied.attributes().getOrDefault("wardbell.calendar.changes", "0"));
  }

  @Test
  void spans_haveListedNamesAndAttributesOnly_andNothingThatSomebodyWrote() throws IOException {
    UUID event = post("/hook/other/" + PATIENT, "patient.updated");
    cluster.api.get("/api/v1/events/" + PATIENT);
    cluster.api.get("/api/v1/events?subject=patient/" + PATIENT);
    cluster.api.get("/api/v1/" + PATIENT);
    TestApi.Answer refused =
        cluster.api.post("/api/v1/events?n=" + PATIENT, Map.of("type", PATIENT));
    assertThat(refused.status()).isEqualTo(422);
    awaitSpans(
        "the event's trace",
        span -> span.traceId().equals(traceOf(event)),
        seen -> seen.size() == 4);
    awaitSpans("the requests", span -> span.name().startsWith("GET /api"), seen -> seen.size() > 1);

    DocumentedTraces documented = DocumentedTraces.read();
    List<TracedSpan> all = TracedSpan.takenBy(collector);
    Set<String> attributes =
        all.stream()
            .flatMap(span -> span.attributes().keySet().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(attributes).hasSizeGreaterThan(10).isSubsetOf(documented.attributes());
    assertThat(all)
        .extracting(TracedSpan::name)
        .allMatch(name -> documented.spans().contains(name) || name.matches("[A-Z]+( /[^?]*)?"));
    assertThat(collector.taken())
        .noneMatch(request -> request.body().utf8().contains(PATIENT))
        .anyMatch(request -> request.body().utf8().contains(event.toString()));
  }
}

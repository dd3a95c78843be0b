package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.receiver.ReceiverSimulator;
import org.wardbell.simulator.receiver.Step;

/**
 * Words that nobody else uses go through the whole product: in payloads, subjects, keys,
 * credentials, headers, answers, names of patients, and requests to erase. They reach the receiver,
 * and are read nowhere but by those who may: not in a file of MySQL's or Temporal's, not in a log,
 * a metric, an error or the list of an API.
 */
final class CanaryIT {
  /** Of all canaries, and of nothing else. */
  private static final String BEGINNING = "Zilpzalp";

  private final Path data = Path.of("target", "canary-" + UUID.randomUUID()).toAbsolutePath();
  private final Map<String, String> canaries = new TreeMap<>();

  private String canary(String what) {
    return canaries.computeIfAbsent(
        what, name -> BEGINNING + name + UUID.randomUUID().toString().replace("-", ""));
  }

  @Test
  void words_ofPatientsAndCredentials_areInNoFileLogMetricOrError() throws Exception {
    String clinicsName = "Rohrdommel" + UUID.randomUUID();
    List<String> shown = new ArrayList<>();
    String output;
    try (ReceiverSimulator receiver = ReceiverSimulator.start(0);
        ServerProcess up =
            ServerProcess.wardbell(
                Map.of("WARDBELL_ADMIN_KEY", TestApi.KEY),
                "up",
                "--data",
                data.toString(),
                "--port",
                "0",
                "--allow-network",
                "127.0.0.0/8")) {
      TestApi api = new TestApi(URI.create(up.awaitLine("API +(http://127.0.0.1:\\d+)/api/v1")));
      assertThat(api.post("/api/v1/clinics", Map.of("name", clinicsName)).status()).isEqualTo(201);
      traffic(api, receiver);
      wrongRequests(api, shown);
      for (String path :
          List.of(
              "/actuator/prometheus",
              "/actuator/health",
              // Lists of deliveries show subjects, by design; this one does not.
              "/api/v1/attempts?limit=200",
              "/api/v1/erasures",
              "/api/v1/key-rotations",
              "/api/v1/audit?limit=200")) {
        shown.add(path + " " + api.get(path).text());
      }
      up.terminate();
      output = up.output();
    }
    assertNone("what the server showed", String.join("\n", shown));
    assertNone("what the server printed", output);
    assertThat(shown.toString()).contains("wardbell_", "DELIVERED", "erasure.requested");

    Map<String, Set<String>> found =
        filesWith(
            Stream.concat(Stream.of(clinicsName, "EventWorkflow"), canaries.values().stream())
                .toList());
    // What is not sealed is found by the same search, in MySQL's files.
    assertThat(found.get(clinicsName)).anyMatch(file -> file.contains("mysql"));
    assertThat(found.get("EventWorkflow")).anyMatch(file -> file.contains("temporal"));
    for (Map.Entry<String, String> canary : canaries.entrySet()) {
      assertThat(found.get(canary.getValue())).as(canary.getKey()).isEmpty();
    }
  }

  private void traffic(TestApi api, ReceiverSimulator receiver) throws Exception {
    receiver.behave("/hook", Step.answer(200).withBody("{\"seen\":\"" + canary("Answer") + "\"}"));
    receiver.behave("/broken", Step.answer(500).withBody(canary("Failure")));
    webhook(api, receiver.url("/hook"));
    webhook(api, receiver.url("/broken"));
    TestApi.Answer accepted =
        api.post(
            "/api/v1/events",
            Map.of(
                "id",
                canary("Key"),
                "type",
                "patient.registered",
                "subject",
                "patient/" + canary("Subject"),
                "data",
                Map.of("patient_id", canary("Id"), "patient_city", canary("Name"))));
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    TestApi.Answer booked =
        api.post(
            "/api/v1/appointments",
            Map.of(
                "doctor_id",
                "17",
                "patient",
                Map.of("id", canary("Patient"), "name", canary("Guest")),
                "description",
                canary("Reason"),
                "start",
                "2031-05-01T09:00:00Z",
                "end",
                "2031-05-01T09:30:00Z",
                "time_zone",
                "Europe/Berlin"));
    assertThat(booked.status()).as(booked.text()).isEqualTo(201);
    Await.until("both requests", () -> receiver.requests().size(), requests -> requests >= 2);
    String received =
        String.join(
            "\n",
            receiver.requests("/hook").stream()
                .map(request -> request.headers() + request.text())
                .toList());
    assertThat(received).contains(canary("Name"), canary("Header"), canary("Token"));
    String clinic = api.get("/api/v1/webhooks").json().at("/data/0/clinic_id").asString();
    assertThat(
            api.post("/api/v1/key-rotations", Map.of("kind", "clinic", "clinic_id", clinic))
                .status())
        .isEqualTo(201);
    TestApi.Answer erasure =
        api.post(
            "/api/v1/erasures",
            Map.of("subject", "patient/" + canary("Erased"), "clinic_id", clinic));
    assertThat(erasure.status()).isEqualTo(201);
    Await.until(
        "the erasure",
        () -> status(api, "/api/v1/erasures/" + erasure.json().path("id").asString()),
        "DONE"::equals);
  }

  private static String status(TestApi api, String path) {
    try {
      return api.get(path).json().path("status").asString("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void webhook(TestApi api, String url) throws IOException {
    TestApi.Answer made =
        api.post(
            "/api/v1/webhooks",
            Map.of(
                "name",
                "CRM",
                "url",
                url + "?token=" + canary("Query"),
                "events",
                List.of("patient.*"),
                "headers",
                List.of(Map.of("name", "X-Secret", "value", canary("Header"), "secret", true)),
                "authentication",
                Map.of("type", "bearer", "token", canary("Token")),
                "body",
                "{\"name\":\"{{patient_city}}\",\"fixed\":\"" + canary("Template") + "\"}"));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
  }

  /** Requests that are refused; the answers are looked through. */
  private void wrongRequests(TestApi api, List<String> shown) throws IOException {
    for (Object wrong :
        List.of(
            Map.of("type", "patient." + canary("Type"), "data", Map.of()),
            Map.of("type", "patient.registered", "data", canary("NoObject")),
            Map.of(
                "type", "patient.registered", "data", Map.of(), "occurred_at", canary("Time")))) {
      TestApi.Answer answer = api.post("/api/v1/events", wrong);
      assertThat(answer.status()).isBetween(400, 499);
      shown.add(answer.text());
    }
    TestApi.Answer rotation = api.post("/api/v1/key-rotations", Map.of("kind", canary("Kind")));
    assertThat(rotation.status()).isEqualTo(422);
    shown.add(rotation.text());
  }

  private void assertNone(String where, String text) {
    canaries.forEach(
        (what, word) -> assertThat(text.contains(word)).as(what + " in " + where).isFalse());
  }

  /**
   * Returns for each word the files below the data folder that have it in their bytes. Each of
   * these, hundreds of megabytes, is read once.
   */
  private Map<String, Set<String>> filesWith(List<String> words) throws IOException {
    Map<String, Set<String>> found = new TreeMap<>();
    words.forEach(word -> found.put(word, new TreeSet<>()));
    try (Stream<Path> all = Files.walk(data)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        boolean anyCanary = bytes.contains(BEGINNING);
        found.forEach(
            (word, files) -> {
              if ((anyCanary || !word.startsWith(BEGINNING)) && bytes.contains(word)) {
                files.add(data.relativize(file).toString());
              }
            });
      }
    }
    return found;
  }
}

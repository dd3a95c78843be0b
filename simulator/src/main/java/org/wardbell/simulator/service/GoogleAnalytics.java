package org.wardbell.simulator.service;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.wardbell.simulator.http.Response;
import tools.jackson.databind.JsonNode;

/** Google's Measurement Protocol: it answers 204 to everything, and notes what it would drop. */
final class GoogleAnalytics implements Target {
  private static final String STREAM = "G-TEST";
  private static final String SECRET = "secret-of-the-stream";
  private static final int MOST_BYTES = 130_000;
  private static final int MOST_EVENTS = 25;
  private static final int MOST_PARAMETERS = 25;
  private static final int MOST_VALUE = 100;

  private final List<String> problems = new CopyOnWriteArrayList<>();

  @Override
  public String name() {
    return "google-analytics";
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  @Override
  public Map<String, String> account(String here) {
    return Map.of("api", here, "measurement_id", STREAM, "api_secret", SECRET);
  }

  @Override
  public boolean serves(String path) {
    return path.equals("/mp/collect");
  }

  @Override
  public Response answer(TargetRequest request) {
    if (!request.isJsonPost()) {
      problems.add("no JSON is posted");
    }
    if (!request.query().get("measurement_id", "").equals(STREAM)
        || !request.query().get("api_secret", "").equals(SECRET)) {
      problems.add("the stream or its secret is not right");
    }
    JsonNode body = request.json();
    JsonNode events = body.path("events");
    if (body.path("client_id").asString("").isEmpty()) {
      problems.add("client_id is missing");
    }
    if (!body.path("timestamp_micros").isIntegralNumber()) {
      problems.add("timestamp_micros is no number");
    }
    if (request.size() > MOST_BYTES || events.isEmpty() || events.size() > MOST_EVENTS) {
      problems.add("too much, or nothing");
    }
    events.forEach(this::check);
    return Response.of(204);
  }

  private void check(JsonNode event) {
    if (!event.path("name").asString("").matches("[A-Za-z][A-Za-z0-9_]{0,39}")) {
      problems.add("an event's name is not right");
    }
    JsonNode parameters = event.path("params");
    if (parameters.size() > MOST_PARAMETERS) {
      problems.add("an event has too many parameters");
    }
    parameters.forEach(
        value -> {
          if (value.asString("").length() > MOST_VALUE) {
            problems.add("a parameter's value is too long");
          }
        });
  }

  @Override
  public Map<String, Response> errors() {
    return Map.of("away", Response.of(503));
  }
}

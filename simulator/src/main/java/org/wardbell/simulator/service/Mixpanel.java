package org.wardbell.simulator.service;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.wardbell.simulator.http.Response;
import tools.jackson.databind.JsonNode;

/** Mixpanel's import, strict. */
final class Mixpanel implements Target {
  private static final String USERNAME = "wardbell.mp-service-account";
  private static final String SECRET = "secret-of-the-account";
  private static final int LONGEST_INSERT_ID = 36;

  private final Set<String> events = ConcurrentHashMap.newKeySet();

  @Override
  public String name() {
    return "mixpanel";
  }

  int events() {
    return events.size();
  }

  @Override
  public Map<String, String> account(String here) {
    return Map.of("api", here, "username", USERNAME, "secret", SECRET);
  }

  @Override
  public boolean serves(String path) {
    return path.equals("/import");
  }

  @Override
  public Response answer(TargetRequest request) {
    if (!(USERNAME + ":" + SECRET).equals(request.basic())
        || request.query().number("project_id", 0) != 1_234_567) {
      return error(401, "Invalid service account credentials");
    }
    JsonNode body = request.json();
    if (!request.isJsonPost()
        || !body.isArray()
        || !request.query().get("strict", "").equals("1")) {
      return failed("the body is not a JSON list");
    }
    for (JsonNode event : body) {
      JsonNode properties = event.path("properties");
      String id = properties.path("$insert_id").asString("");
      if (event.path("event").asString("").isEmpty()
          || !properties.path("time").isIntegralNumber()
          || !properties.path("distinct_id").isString()
          || id.isEmpty()
          || id.length() > LONGEST_INSERT_ID) {
        return failed("a property is missing or not right");
      }
      events.add(id);
    }
    return Response.json(
        200, "{\"code\":200,\"num_records_imported\":%d,\"status\":\"OK\"}".formatted(body.size()));
  }

  @Override
  public Map<String, Response> errors() {
    return Map.of(
        "failed_records", failed("'properties.time' is invalid"),
        "invalid_account", error(401, "Invalid service account credentials"),
        "too_large", error(413, "request exceeds max limit of 10485760 bytes"),
        "rate_limited", error(429, "Project exceeded rate limits").with("Retry-After", "1"));
  }

  private static Response failed(String message) {
    return Response.json(
        400,
        "{\"code\":400,\"num_records_imported\":0,\"status\":\"Bad Request\",\"failed_records\":[{\"index\":0,\"message\":\"%s\"}]}"
            .formatted(message));
  }

  private static Response error(int status, String message) {
    return Response.json(
        status, "{\"code\":%d,\"error\":\"%s\",\"status\":\"error\"}".formatted(status, message));
  }
}

package org.wardbell.simulator.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.http.Response;
import tools.jackson.databind.JsonNode;

/** HubSpot's batch upsert of contacts. */
final class HubSpot implements Target {
  private static final String TOKEN = "token-of-the-app";
  private static final Set<String> PROPERTIES =
      Set.of("email", "firstname", "lastname", "phone", "city", "zip");

  private final Map<String, Map<String, String>> contacts = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "hubspot";
  }

  Map<String, Map<String, String>> contacts() {
    return Map.copyOf(contacts);
  }

  @Override
  public Map<String, String> account(String here) {
    return Map.of("api", here, "access_token", TOKEN);
  }

  @Override
  public boolean serves(String path) {
    return path.startsWith("/crm/");
  }

  @Override
  public Response answer(TargetRequest request) {
    if (!TOKEN.equals(request.bearer())) {
      return error(401, "INVALID_AUTHENTICATION", "Authentication credentials not found.");
    }
    if (!request.path().equals("/crm/v3/objects/contacts/batch/upsert")) {
      return error(404, "NOT_FOUND", "resource not found");
    }
    JsonNode inputs = request.json().path("inputs");
    if (!request.isJsonPost() || !inputs.isArray() || inputs.isEmpty() || inputs.size() > 100) {
      return error(400, "VALIDATION_ERROR", "Invalid input JSON");
    }
    for (JsonNode input : inputs) {
      Response wrong = keep(input);
      if (wrong != null) {
        return wrong;
      }
    }
    return Response.json(200, "{\"status\":\"COMPLETE\",\"results\":[{\"id\":\"1\"}]}");
  }

  private @Nullable Response keep(JsonNode input) {
    String id = input.path("id").asString("");
    if (!input.path("idProperty").asString("").equals("email")
        || !id.matches("[^@\\s]+@[^@\\s]+")) {
      return error(400, "VALIDATION_ERROR", "INVALID_EMAIL");
    }
    Map<String, String> properties = new LinkedHashMap<>();
    for (String name : input.path("properties").propertyNames()) {
      if (!PROPERTIES.contains(name)) {
        return error(400, "VALIDATION_ERROR", "PROPERTY_DOESNT_EXIST");
      }
      properties.put(name, input.path("properties").path(name).asString(""));
    }
    contacts.merge(
        id,
        properties,
        (known, changes) -> {
          Map<String, String> all = new LinkedHashMap<>(known);
          all.putAll(changes);
          return all;
        });
    return null;
  }

  @Override
  public Map<String, Response> errors() {
    return Map.of(
        "not_all",
            Response.json(
                207,
                "{\"status\":\"COMPLETE\",\"results\":[],\"numErrors\":1,\"errors\":[{\"message\":\"no\"}]}"),
        "invalid_email", error(400, "VALIDATION_ERROR", "INVALID_EMAIL"),
        "no_such_property", error(400, "VALIDATION_ERROR", "PROPERTY_DOESNT_EXIST"),
        "expired_token",
            error(401, "EXPIRED_AUTHENTICATION", "The OAuth token used to make this call expired"),
        "invalid_token",
            error(401, "INVALID_AUTHENTICATION", "Authentication credentials not found."),
        "missing_scope",
            error(403, "MISSING_SCOPES", "This app hasn't been granted all required scopes"),
        "conflict", error(409, "CONFLICT", "Contact already exists. Existing ID: 101"),
        "rate_limit",
            Response.json(
                429,
                "{\"status\":\"error\",\"errorType\":\"RATE_LIMIT\",\"policyName\":\"TEN_SECONDLY_ROLLING\"}"));
  }

  private static Response error(int status, String category, String message) {
    return Response.json(
        status,
        "{\"status\":\"error\",\"message\":\"%s\",\"category\":\"%s\"}"
            .formatted(message, category));
  }
}

package org.wardbell.simulator.service;

import java.util.Map;
import org.wardbell.simulator.http.Response;
import tools.jackson.databind.JsonNode;

/** An endpoint of one's own that follows Standard Webhooks. */
final class Endpoint implements Target {
  private static final String PATH = "/endpoint";

  @Override
  public String name() {
    return "generic";
  }

  @Override
  public Map<String, String> account(String here) {
    return Map.of("url", here + PATH);
  }

  @Override
  public boolean serves(String path) {
    return path.equals(PATH);
  }

  @Override
  public Response answer(TargetRequest request) {
    JsonNode event = request.json();
    boolean right =
        request.isJsonPost()
            && request.request().header("webhook-id") != null
            && request.request().header("webhook-timestamp") != null
            && String.valueOf(request.request().header("webhook-signature")).startsWith("v1,")
            && event.has("id")
            && event.has("type")
            && event.path("data").isObject();
    return right ? Response.of(204) : Response.of(400);
  }

  @Override
  public Map<String, Response> errors() {
    return Map.of("away", Response.of(503).with("Retry-After", "1"));
  }
}

package org.wardbell.simulator.service;

import java.util.Map;
import org.wardbell.simulator.http.Response;
import tools.jackson.databind.JsonNode;

/** Discord's webhooks. */
final class Discord implements Target {
  private static final String PATH = "/api/webhooks/100000000000000000/token-of-the-webhook";
  private static final int MOST_CHARACTERS = 2_000;

  @Override
  public String name() {
    return "discord";
  }

  @Override
  public Map<String, String> account(String here) {
    return Map.of("webhook_url", here + PATH);
  }

  @Override
  public boolean serves(String path) {
    return path.startsWith("/api/webhooks/");
  }

  @Override
  public Response answer(TargetRequest request) {
    if (!request.path().equals(PATH)) {
      return error(404, 10015, "Unknown Webhook");
    }
    JsonNode message = request.json();
    String content = message.path("content").asString("");
    if (!request.isJsonPost() || content.isBlank()) {
      return error(400, 50006, "Cannot send an empty message");
    }
    if (content.codePointCount(0, content.length()) > MOST_CHARACTERS) {
      return error(400, 50035, "Invalid Form Body");
    }
    JsonNode mentions = message.path("allowed_mentions").path("parse");
    if (!mentions.isArray() || !mentions.isEmpty()) {
      // Not Discord's rule but ours: nobody is mentioned by a patient's name.
      return error(400, 50035, "allowed_mentions is not off");
    }
    return request.query().isTrue("wait")
        ? Response.json(200, "{\"id\":\"1\",\"type\":0}")
        : Response.of(204);
  }

  @Override
  public Map<String, Response> errors() {
    return Map.of(
        "invalid_message", error(400, 50035, "Invalid Form Body"),
        "invalid_token", error(401, 50027, "Invalid Webhook Token"),
        "unknown_webhook", error(404, 10015, "Unknown Webhook"),
        "rate_limited",
            Response.json(
                    429,
                    "{\"message\":\"You are being rate limited.\",\"retry_after\":64.57,\"global\":false}")
                .with("Retry-After", "65")
                .with("X-RateLimit-Remaining", "0"));
  }

  private static Response error(int status, int code, String message) {
    return Response.json(status, "{\"message\":\"%s\",\"code\":%d}".formatted(message, code));
  }
}

package org.wardbell.simulator.service;

import java.util.Map;
import org.wardbell.simulator.http.Bytes;
import org.wardbell.simulator.http.Response;
import tools.jackson.databind.JsonNode;

/** Slack's incoming webhooks: plain words for answers. */
final class Slack implements Target {
  private static final String PATH = "/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX";

  /** Slack, "Truncating content"; it cuts longer ones. */
  private static final int MOST_CHARACTERS = 40_000;

  @Override
  public String name() {
    return "slack";
  }

  @Override
  public Map<String, String> account(String here) {
    return Map.of("webhook_url", here + PATH);
  }

  @Override
  public boolean serves(String path) {
    return path.startsWith("/services/T");
  }

  @Override
  public Response answer(TargetRequest request) {
    if (!request.path().equals(PATH)) {
      return word(404, "no_service");
    }
    JsonNode text = request.json().path("text");
    if (!request.isJsonPost() || !text.isString()) {
      return word(400, "invalid_payload");
    }
    if (text.stringValue().isBlank()) {
      return word(400, "no_text");
    }
    return text.stringValue().length() > MOST_CHARACTERS
        ? word(400, "invalid_payload")
        : word(200, "ok");
  }

  @Override
  public Map<String, Response> errors() {
    return Map.of(
        "invalid_payload", word(400, "invalid_payload"),
        "user_not_found", word(400, "user_not_found"),
        "action_prohibited", word(403, "action_prohibited"),
        "channel_not_found", word(404, "channel_not_found"),
        "no_service", word(404, "no_service"),
        "channel_is_archived", word(410, "channel_is_archived"),
        "rollup_error", word(500, "rollup_error"),
        "rate_limited", word(429, "rate_limited").with("Retry-After", "1"));
  }

  private static Response word(int status, String word) {
    return Response.of(status).with("Content-Type", "text/html").withBody(Bytes.utf8(word));
  }
}

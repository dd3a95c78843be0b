package org.wardbell.simulator.service;

import java.util.Map;
import org.wardbell.simulator.http.Bytes;
import org.wardbell.simulator.http.Response;

/** Make's custom webhooks: words for answers. */
final class Make implements Target {
  private static final String PATH = "/abcdefghijklmnopqrstuvwxyz012345";

  @Override
  public String name() {
    return "make";
  }

  @Override
  public Map<String, String> account(String here) {
    return Map.of("webhook_url", here + PATH);
  }

  @Override
  public boolean serves(String path) {
    return path.matches("/[a-z0-9]{32}");
  }

  @Override
  public Response answer(TargetRequest request) {
    return request.path().equals(PATH) ? word(200, "Accepted") : word(404, "Not found");
  }

  @Override
  public Map<String, Response> errors() {
    return Map.of(
        "queue_full", word(400, "Queue is full."),
        "invalid_key", word(401, "Unauthorized"),
        "no_such_webhook", word(404, "Not found"),
        "webhook_gone", word(410, "There is no scenario listening for this webhook."),
        "throttled", word(429, "Too Many Requests").with("Retry-After", "1"));
  }

  private static Response word(int status, String word) {
    return Response.of(status).with("Content-Type", "text/plain").withBody(Bytes.utf8(word));
  }
}

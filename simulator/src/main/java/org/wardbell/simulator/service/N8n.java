package org.wardbell.simulator.service;

import java.util.Map;
import org.wardbell.simulator.http.Response;

/** n8n's Webhook node, with Header Auth. */
final class N8n implements Target {
  private static final String PATH = "/webhook/appointments";
  private static final String HEADER = "X-API-Key";
  private static final String KEY = "key-of-the-node";

  @Override
  public String name() {
    return "n8n";
  }

  @Override
  public Map<String, String> account(String here) {
    return Map.of("webhook_url", here + PATH, "header_name", HEADER, "header_value", KEY);
  }

  @Override
  public boolean serves(String path) {
    return path.startsWith("/webhook/");
  }

  @Override
  public Response answer(TargetRequest request) {
    if (!request.path().equals(PATH) || !request.method().equals("POST")) {
      return error(404, "The requested webhook \\\"POST appointments\\\" is not registered.");
    }
    return KEY.equals(request.request().header(HEADER))
        ? Response.json(200, "{\"message\":\"Workflow was started\"}")
        : error(403, "Authorization data is wrong!");
  }

  @Override
  public Map<String, Response> errors() {
    return Map.of(
        "not_registered",
            error(404, "The requested webhook \\\"POST appointments\\\" is not registered."),
        "address_not_allowed", error(403, "IP is not whitelisted to access the webhook!"),
        "invalid_credential", error(403, "Authorization data is wrong!"),
        "too_large", error(413, "request entity too large"));
  }

  private static Response error(int status, String message) {
    return Response.json(status, "{\"code\":%d,\"message\":\"%s\"}".formatted(status, message));
  }
}

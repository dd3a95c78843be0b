package org.wardbell.simulator.service;

import java.util.Map;
import org.wardbell.simulator.http.Response;

/** Mailgun's messages. */
final class Mailgun implements Target {
  private static final String KEY = "key-of-the-domain";
  private static final String PATH = "/v3/mg.clinic.example/messages";

  @Override
  public String name() {
    return "mailgun";
  }

  @Override
  public Map<String, String> account(String here) {
    return Map.of("api", here, "api_key", KEY);
  }

  @Override
  public boolean serves(String path) {
    return path.matches("/v3/[^/]+/messages");
  }

  @Override
  public Response answer(TargetRequest request) {
    if (!("api:" + KEY).equals(request.basic())) {
      return message(401, "Invalid private key");
    }
    if (!request.path().equals(PATH)) {
      return message(404, "Domain not found");
    }
    Map<String, String> mail = request.form();
    if (!request.method().equals("POST") || mail == null) {
      return message(400, "from parameter is missing");
    }
    for (String needed : new String[] {"from", "to", "subject", "text"}) {
      if (mail.getOrDefault(needed, "").isBlank()) {
        return message(400, needed + " parameter is missing");
      }
    }
    return mail.getOrDefault("to", "").matches("[^@\\s]+@[^@\\s]+")
        ? Response.json(
            200, "{\"id\":\"<1@mg.clinic.example>\",\"message\":\"Queued. Thank you.\"}")
        : message(400, "to parameter is not a valid address. please check documentation");
  }

  @Override
  public Map<String, Response> errors() {
    return Map.of(
        "invalid_address",
            message(400, "to parameter is not a valid address. please check documentation"),
        "invalid_mail", message(400, "subject parameter is missing"),
        "invalid_key", message(401, "Invalid private key"),
        "not_activated", message(403, "Domain mg.clinic.example is not allowed to send"),
        "no_such_domain", message(404, "Domain not found: mg.clinic.example"),
        "rate_limited", message(429, "too many requests").with("Retry-After", "1"),
        "internal", message(500, "Internal Server Error"));
  }

  private static Response message(int status, String text) {
    return Response.json(status, "{\"message\":\"%s\"}".formatted(text));
  }
}

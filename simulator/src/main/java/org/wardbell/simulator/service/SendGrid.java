package org.wardbell.simulator.service;

import java.util.Map;
import org.wardbell.simulator.http.Response;
import tools.jackson.databind.JsonNode;

/** SendGrid's sending of mail. */
final class SendGrid implements Target {
  private static final String KEY = "SG.key.secret";

  @Override
  public String name() {
    return "sendgrid";
  }

  @Override
  public Map<String, String> account(String here) {
    return Map.of("api", here, "api_key", KEY);
  }

  @Override
  public boolean serves(String path) {
    return path.equals("/v3/mail/send");
  }

  @Override
  public Response answer(TargetRequest request) {
    if (!KEY.equals(request.bearer())) {
      return error(401, "null", "The provided authorization grant is invalid, expired, or revoked");
    }
    JsonNode mail = request.json();
    JsonNode content = mail.path("content").path(0);
    if (!request.isJsonPost()) {
      return error(415, "null", "Content-Type should be application/json.");
    }
    if (!isAddress(mail.path("personalizations").path(0).path("to").path(0).path("email"))) {
      return error(400, "\"personalizations.0.to.0.email\"", "Does not contain a valid address.");
    }
    if (!isAddress(mail.path("from").path("email"))) {
      return error(400, "\"from.email\"", "The from address is invalid.");
    }
    if (mail.path("subject").asString("").isBlank()) {
      return error(400, "\"subject\"", "The subject is required.");
    }
    return content.path("type").asString("").equals("text/plain")
            && !content.path("value").asString("").isEmpty()
        ? Response.of(202)
        : error(
            400, "\"content\"", "The content value must be a string at least one character long.");
  }

  private static boolean isAddress(JsonNode value) {
    return value.asString("").matches("[^@\\s\"]+@[^@\\s\"]+\\.[^@\\s\"]+");
  }

  @Override
  public Map<String, Response> errors() {
    return Map.of(
        "invalid_address",
            error(400, "\"personalizations.0.to.0.email\"", "Does not contain a valid address."),
        "invalid_mail", error(400, "\"subject\"", "The subject is required."),
        "invalid_key",
            error(401, "null", "The provided authorization grant is invalid, expired, or revoked"),
        "sender_not_verified",
            error(
                403,
                "\"from\"",
                "The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved."),
        "not_allowed", error(403, "null", "access forbidden"),
        "too_large", error(413, "null", "The JSON payload you have included is too large."),
        "rate_limited",
            error(429, "null", "too many requests")
                .with("X-RateLimit-Remaining", "0")
                .with("X-RateLimit-Reset", "1"));
  }

  private static Response error(int status, String field, String message) {
    return Response.json(
        status,
        "{\"errors\":[{\"message\":\"%s\",\"field\":%s,\"help\":null}]}".formatted(message, field));
  }
}

package org.wardbell.api.kivicare;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Our authentication, as it is shown, in KiviCare's words. */
final class AuthenticationWriter {
  /** Types, in KiviCare's words; a JWT of ours is none of its methods. */
  private static final Map<String, String> METHODS =
      Map.of(
          "none", "none",
          "api_key", "apikey",
          "basic", "basic",
          "bearer", "bearer",
          "jwt", "bearer",
          "oauth2", "oauth2",
          "hmac", "hmac");

  private final JsonNode shown;
  private final ObjectNode config;

  private AuthenticationWriter(JsonNode shown, ObjectNode config) {
    this.shown = shown;
    this.config = config;
  }

  /** Adds {@code auth_method} and {@code auth_config}. */
  static void write(JsonNode shown, ObjectNode data) {
    String type = shown.path("type").asString("none");
    data.put("auth_method", METHODS.getOrDefault(type, "none"));
    AuthenticationWriter writer = new AuthenticationWriter(shown, data.putObject("auth_config"));
    switch (type) {
      case "api_key" -> {
        writer.put("api_key", "key");
        writer.put("key_location", "in");
        writer.put("header_name", "name");
      }
      case "basic" -> {
        writer.put("username", "username");
        writer.put("password", "password");
      }
      case "bearer" -> {
        writer.put("bearer_token", "token");
        writer.put("token_type", "prefix");
      }
      case "oauth2" -> writer.oauth2();
      case "hmac" -> writer.hmac();
      default -> {}
    }
  }

  private void oauth2() {
    put("client_id", "client_id");
    put("client_secret", "client_secret");
    put("auth_url", "authorization_url");
    put("token_url", "token_url");
    if (shown.has("scopes")) {
      config.put(
          "scopes",
          String.join(" ", shown.path("scopes").valueStream().map(JsonNode::asString).toList()));
    }
  }

  private void hmac() {
    put("hmac_access_key", "access_key");
    put("hmac_secret_key", "secret");
    put("hmac_signature_location", "in");
    put("hmac_header_param_name", "name");
    if (shown.has("algorithm")) {
      config.put("hmac_algorithm", "HMAC-" + shown.path("algorithm").asString());
    }
  }

  private void put(String theirs, String ours) {
    if (shown.has(ours)) {
      config.set(theirs, shown.path(ours));
    }
  }
}

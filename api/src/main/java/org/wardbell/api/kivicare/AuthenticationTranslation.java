package org.wardbell.api.kivicare;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** KiviCare's {@code auth_method} and {@code auth_config} as our authentication. */
final class AuthenticationTranslation {
  private static final String TYPE = "type";
  private static final String NAME = "name";
  private static final String SECRET = "secret";

  private final JsonNode config;
  private final Findings findings;
  private final ObjectNode ours;

  private AuthenticationTranslation(JsonNode config, Findings findings, ObjectNode ours) {
    this.config = config;
    this.findings = findings;
    this.ours = ours;
  }

  /**
   * Fills in our authentication.
   *
   * @param method {@code auth_method}
   * @param config {@code auth_config}
   * @param ours empty
   */
  static void translate(
      @Nullable String method, JsonNode config, Findings findings, ObjectNode ours) {
    String type = method == null ? "none" : method.strip().toLowerCase(Locale.ROOT);
    AuthenticationTranslation translation = new AuthenticationTranslation(config, findings, ours);
    switch (type) {
      case "none" -> ours.put(TYPE, "none");
      case "apikey", "api_key" -> translation.apiKey();
      case "basic" -> translation.basic();
      case "bearer" -> translation.bearer();
      case "oauth2" -> translation.oauth2();
      case "hmac" -> translation.hmac();
      default ->
          findings.problem(
              "webhook_data.auth_method",
              "is none of KiviCare's",
              "Use none, apikey, basic, bearer, oauth2 or hmac.");
    }
  }

  private void apiKey() {
    ours.put(TYPE, "api_key").put("in", place("key_location"));
    ours.put(NAME, Objects.requireNonNullElse(text("header_name"), "Authorization"));
    put("key", "api_key");
  }

  private void basic() {
    ours.put(TYPE, "basic");
    ours.put("username", Objects.requireNonNullElse(text("username"), ""));
    ours.put("password", Objects.requireNonNullElse(text("password"), ""));
  }

  private void bearer() {
    ours.put(TYPE, "bearer")
        .put("prefix", Objects.requireNonNullElse(text("token_type"), "Bearer"));
    put("token", "bearer_token");
    if (text("token_expiry") != null) {
      findings.changed(
          "auth_config.token_expiry",
          "is left out",
          "Nothing was done at that time. A token that the receiver refuses shows as http_401.");
    }
  }

  private void oauth2() {
    boolean consent = text("auth_url") != null;
    ours.put(TYPE, "oauth2").put("grant", consent ? "authorization_code" : "client_credentials");
    put("authorization_url", "auth_url");
    put("token_url", "token_url");
    put("client_id", "client_id");
    put("client_secret", "client_secret");
    String scopes = scopes();
    if (scopes != null) {
      ArrayNode list = ours.putArray("scopes");
      for (String scope : scopes.strip().split("[\\s,]+", -1)) {
        list.add(scope);
      }
    }
    if (text("access_token") != null || text("refresh_token") != null) {
      findings.changed(
          "auth_config.access_token",
          "is left out, and refresh_token",
          consent
              ? "Tokens belong to the client that got them. Connect the webhook: POST /api/v1/webhooks/{id}/oauth/start."
              : "Wardbell gets a token of its own at the first delivery.");
    }
    if (text("redirect_url") != null) {
      findings.changed(
          "auth_config.redirect_url",
          "is left out",
          "Register Wardbell's own at the authorization server: /oauth/callback of its public address.");
    }
  }

  private @Nullable String scopes() {
    JsonNode given = config.path("scopes");
    return given.isArray()
        ? String.join(" ", given.valueStream().map(each -> each.asString("")).toList())
        : text("scopes");
  }

  private void hmac() {
    ours.put(TYPE, "hmac").put("in", place("hmac_signature_location"));
    ours.put(NAME, Objects.requireNonNullElse(text("hmac_header_param_name"), "X-Signature"));
    put("access_key", "hmac_access_key");
    put(SECRET, "hmac_secret_key");
    put("algorithm", "hmac_algorithm");
  }

  private String place(String field) {
    return Objects.requireNonNullElse(text(field), "header").toLowerCase(Locale.ROOT);
  }

  private void put(String name, String field) {
    String value = text(field);
    if (value != null) {
      ours.put(name, value);
    }
  }

  private @Nullable String text(String field) {
    return Given.text(config.path(field));
  }
}

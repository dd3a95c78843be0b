package org.wardbell.api.kivicare;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.JsonProblems;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** KiviCare's {@code auth_method} and {@code auth_config} as our authentication. */
final class AuthenticationTranslation {
  private static final String TYPE = "type";
  private static final String NAME = "name";
  private static final String AUTH_CONFIG = "auth_config.";
  private static final String CONFIG = "webhook_data." + AUTH_CONFIG;

  /**
   * The names that are read, by method; the last of oauth2's are told of when they are left out.
   */
  private static final Map<String, Set<String>> READ =
      Map.of(
          "apikey", Set.of("api_key", "key_location", "header_name"),
          "basic", Set.of("username", "password"),
          "bearer", Set.of("bearer_token", "token_type", "token_expiry"),
          "oauth2",
              Set.of(
                  "auth_url",
                  "token_url",
                  "client_id",
                  "client_secret",
                  "scopes",
                  "access_token",
                  "refresh_token",
                  "redirect_url"),
          "hmac",
              Set.of(
                  "hmac_access_key",
                  "hmac_secret_key",
                  "hmac_algorithm",
                  "hmac_signature_location",
                  "hmac_header_param_name"));

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
      default -> {
        findings.problem(
            "webhook_data.auth_method",
            "is none of KiviCare's",
            "Use none, apikey, basic, bearer, oauth2 or hmac.");
        return;
      }
    }
    translation.tellTheRest(type);
  }

  private void apiKey() {
    ours.put(TYPE, "api_key").put("in", place("key_location"));
    ours.put(NAME, Objects.requireNonNullElse(text("header_name"), "Authorization"));
    require("key", "api_key");
  }

  private void basic() {
    ours.put(TYPE, "basic");
    String username = Objects.requireNonNullElse(text("username"), "");
    String password = Objects.requireNonNullElse(text("password"), "");
    ours.put("username", username).put("password", password);
    // One of them may be empty, where the file says so: some receivers want their key as the other.
    for (String field : List.of("username", "password")) {
      if (config.path(field).isNull() || config.path(field).isMissingNode()) {
        missing(field);
      }
    }
    if (config.has("username") && config.has("password") && (username + password).isEmpty()) {
      missing("username");
    }
  }

  private void bearer() {
    ours.put(TYPE, "bearer")
        .put("prefix", Objects.requireNonNullElse(text("token_type"), "Bearer"));
    require("token", "bearer_token");
    if (text("token_expiry") != null) {
      findings.changed(
          AUTH_CONFIG + "token_expiry",
          "is left out",
          "Nothing was done at that time. A token that the receiver refuses shows as http_401.");
    }
  }

  private void oauth2() {
    boolean consent = text("auth_url") != null;
    ours.put(TYPE, "oauth2").put("grant", consent ? "authorization_code" : "client_credentials");
    put("authorization_url", "auth_url");
    require("token_url", "token_url");
    require("client_id", "client_id");
    if (consent) {
      put("client_secret", "client_secret");
    } else {
      require("client_secret", "client_secret");
    }
    String scopes = scopes();
    if (scopes != null) {
      ArrayNode list = ours.putArray("scopes");
      for (String scope : scopes.strip().split("[\\s,]+", -1)) {
        list.add(scope);
      }
    }
    if (text("access_token") != null || text("refresh_token") != null) {
      findings.changed(
          AUTH_CONFIG + "access_token",
          "is left out, and refresh_token",
          consent
              ? "Tokens belong to the client that got them. Connect the webhook: POST /api/v1/webhooks/{id}/oauth/start."
              : "Wardbell gets a token of its own at the first delivery.");
    }
    if (text("redirect_url") != null) {
      findings.changed(
          AUTH_CONFIG + "redirect_url",
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
    require("access_key", "hmac_access_key");
    require("secret", "hmac_secret_key");
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

  private void require(String name, String field) {
    put(name, field);
    if (text(field) == null) {
      missing(field);
    }
  }

  private void missing(String field) {
    findings.problem(
        CONFIG + field,
        "is missing",
        "Put the credential there, or repair auth_method; without it the receiver would refuse every request.");
  }

  /** Tells what is not read: a credential under another name would get lost. */
  private void tellTheRest(String type) {
    Set<String> read = READ.getOrDefault(type.replace("_", ""), Set.of());
    for (String name : config.propertyNames()) {
      if (!read.contains(name) && !Given.isEmpty(config.path(name))) {
        findings.changed(
            AUTH_CONFIG + JsonProblems.shown(name),
            "is left out",
            read.isEmpty()
                ? "auth_method is none."
                : "With this auth_method it may have "
                    + String.join(", ", read.stream().sorted().toList())
                    + ".");
      }
    }
  }

  private @Nullable String text(String field) {
    return Given.text(config.path(field));
  }
}

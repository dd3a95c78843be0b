package org.wardbell.api.dashboard.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.FieldProblem;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of a form in which somebody says how a webhook proves who is calling. Only the fields of
 * the chosen kind count; the others are hidden, and may hold what was typed before.
 */
final class AuthenticationFieldset {
  private static final String PATH = "authentication.";

  private static final Map<String, List<String>> TEXTS =
      Map.of(
          "api_key", List.of("in", "name"),
          "basic", List.of("username"),
          "bearer", List.of("prefix"),
          "jwt", List.of("algorithm", "key_id", "issuer", "subject", "audience"),
          "oauth2",
              List.of(
                  "grant",
                  "authorization_url",
                  "token_url",
                  "client_id",
                  "client_authentication",
                  "audience"),
          "hmac", List.of("access_key", "algorithm", "in", "name"));

  private static final Map<String, String> SECRETS =
      Map.of(
          "api_key", "key",
          "basic", "password",
          "bearer", "token",
          "jwt", "key",
          "oauth2", "client_secret",
          "hmac", "secret");

  /** Fields in which nothing is a value too. */
  private static final List<String> MAY_BE_EMPTY = List.of("username", "password", "prefix");

  private static final List<String> OTHERS =
      List.of("claims", "expiry_seconds", "backdate_seconds", "scopes");

  private static final Map<String, String> ALGORITHMS =
      Map.of("jwt", "(HS|RS|ES)256", "hmac", "SHA256|SHA1|SHA512|MD5");

  private final FormFields form;
  private final Function<String, @Nullable String> secrets;
  private final List<FieldProblem> problems;
  private final String type;

  /**
   * @param secrets the credentials by the names of their fields
   * @param problems takes what cannot be written as JSON
   */
  AuthenticationFieldset(
      FormFields form, Function<String, @Nullable String> secrets, List<FieldProblem> problems) {
    this.form = form;
    this.secrets = secrets;
    this.problems = problems;
    this.type = form.of(PATH + "type").isEmpty() ? "none" : form.of(PATH + "type");
  }

  /** Returns it as REST takes it, with null for each field that the kind does not have. */
  ObjectNode json() {
    ObjectNode json = JsonMapper.shared().createObjectNode().put("type", type);
    TEXTS.values().forEach(names -> names.forEach(json::putNull));
    SECRETS.values().forEach(json::putNull);
    OTHERS.forEach(json::putNull);
    for (String name : TEXTS.getOrDefault(type, List.of())) {
      put(json, name, form.of(PATH + name).strip());
    }
    String secret = SECRETS.get(type);
    if (secret != null) {
      String value = secrets.apply(PATH + secret);
      put(json, secret, value == null ? "" : value.strip());
    }
    if (!json.path("algorithm").asString("").matches(ALGORITHMS.getOrDefault(type, ""))) {
      json.putNull("algorithm");
    }
    if (type.equals("jwt")) {
      token(json);
    } else if (type.equals("oauth2")) {
      List<String> scopes = new ArrayList<>(List.of(form.of(PATH + "scopes").split("[\\s,]+", -1)));
      scopes.removeIf(String::isEmpty);
      scopes.forEach(json.putArray("scopes")::add);
    }
    return json;
  }

  private static void put(ObjectNode json, String name, String value) {
    json.put(name, value.isEmpty() && !MAY_BE_EMPTY.contains(name) ? null : value);
  }

  private void token(ObjectNode json) {
    String claims = form.of(PATH + "claims");
    if (!claims.isBlank()) {
      json.set("claims", WebhookForm.object(PATH + "claims", claims, problems));
    }
    for (String name : List.of("expiry_seconds", "backdate_seconds")) {
      String seconds = form.of(PATH + name).strip();
      if (seconds.matches("[0-9]{1,9}")) {
        json.put(name, Integer.parseInt(seconds));
      } else if (!seconds.isEmpty()) {
        problems.add(new FieldProblem(PATH + name, "is not a number", "Write whole seconds."));
      }
    }
  }
}

package org.wardbell.api.kivicare;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ProblemException;
import tools.jackson.databind.JsonNode;

/**
 * KiviCare's names for our fields, as one record has them: a person repairs the file that they
 * sent, and not what we made of it.
 */
final class RecordNames {
  private static final String DATA = "webhook_data.";
  private static final String AUTHENTICATION = "authentication";

  private static final Map<String, String> OF_AUTHENTICATION =
      Map.ofEntries(
          Map.entry("key", "api_key"),
          Map.entry("token", "bearer_token"),
          Map.entry("prefix", "token_type"),
          Map.entry("authorization_url", "auth_url"),
          Map.entry("access_key", "hmac_access_key"),
          Map.entry("secret", "hmac_secret_key"),
          Map.entry("algorithm", "hmac_algorithm"));

  private final JsonNode record;
  private final JsonNode data;

  /**
   * @param record as it came
   * @param data its {@code webhook_data}, opened
   */
  RecordNames(JsonNode record, JsonNode data) {
    this.record = record;
    this.data = data;
  }

  /** Returns the same problem under KiviCare's name, with ours where they differ. */
  FieldProblem told(FieldProblem ours) {
    String theirs = theirs(ours.field());
    return theirs.equals(ours.field())
        ? ours
        : new FieldProblem(
            theirs,
            ours.problem(),
            ours.fix() + " Wardbell's name of this field is " + ours.field() + ".");
  }

  /** Returns the same refusal, whose problems have KiviCare's names. */
  ProblemException told(ProblemException ours) {
    return ours.document().errors().isEmpty()
        ? ours
        : ProblemException.invalid(ours.document().errors().stream().map(this::told).toList());
  }

  private String theirs(String field) {
    String first = field.replaceFirst("[.\\[].*", "");
    String rest = field.substring(first.length());
    return switch (first) {
      case "url" -> DATA + "url";
      case "method" -> method();
      case "events" -> present(record, "event_name") ? "event_name" : "module_name";
      case "headers" -> pairs(data.has("custom_headers") ? "custom_headers" : "headers", rest);
      case "query" -> pairs(data.has("query_params") ? "query_params" : "query_parameters", rest);
      case "form" -> pairs(data.has("form_data") ? "form_data" : "request_body", rest);
      case "body", "format", "transform", "detail" ->
          DATA + (present(data, "json_data") && isJsonData() ? "json_data" : "request_body");
      case "content_type" -> DATA + "content_type";
      case AUTHENTICATION -> authentication(rest.isEmpty() ? "" : rest.substring(1));
      case "timeout_seconds" -> DATA + "timeout";
      case "retry" -> DATA + (present(data, "retry_delay") ? "retry_delay" : "retry_attempts");
      case "enabled" -> "status";
      default -> field;
    };
  }

  private String method() {
    if (present(data, "method")) {
      return DATA + "method";
    }
    return present(data, "methods") ? DATA + "methods" : "methods";
  }

  private boolean isJsonData() {
    return "json_data".equals(Given.text(data, "content_type"));
  }

  /** Counts in the record's own list: empty pairs and the content type were taken out of ours. */
  private String pairs(String field, String rest) {
    String part = rest.endsWith(".name") ? ".key" : rest.endsWith(".value") ? ".value" : "";
    String digits = rest.replaceFirst("^\\[(\\d{1,6})].*", "$1");
    JsonNode list = data.path(field);
    if (digits.equals(rest) || !list.isArray()) {
      return DATA + field;
    }
    int ours = Integer.parseInt(digits);
    for (int i = 0; i < list.size(); i++) {
      String key = Given.text(list.path(i), "key", "name");
      if (key != null && !key.strip().equalsIgnoreCase("content-type") && ours-- == 0) {
        return DATA + field + "[" + i + "]" + part;
      }
    }
    return DATA + field;
  }

  private String authentication(String ours) {
    String method =
        Objects.requireNonNullElse(Given.text(data.path("auth_method")), "none").strip();
    boolean signed = method.equalsIgnoreCase("hmac");
    @Nullable String theirs =
        switch (ours) {
          case "", "type", "grant" -> null;
          case "in" -> signed ? "hmac_signature_location" : "key_location";
          case "name" -> signed ? "hmac_header_param_name" : "header_name";
          default -> OF_AUTHENTICATION.getOrDefault(ours.replaceFirst("\\[.*", ""), ours);
        };
    return DATA + (theirs == null ? "auth_method" : "auth_config." + theirs);
  }

  private static boolean present(JsonNode object, String field) {
    return !Given.isEmpty(object.path(field));
  }
}

package org.wardbell.api.kivicare;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.draft.WebhookDraft;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * KiviCare's body as ours: {@code content_type} and {@code request_body}; of the old add-on {@code
 * form_data} or {@code json_data}, of which its {@code content_type} chose one.
 */
final class PayloadTranslation {
  private static final String BODY = "request_body";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Set<String> BODYLESS = Set.of("GET", "DELETE");

  private final JsonNode data;
  private final VariableNames names;
  private final Findings findings;
  private final ObjectNode ours;

  /**
   * @param data {@code webhook_data}
   */
  PayloadTranslation(JsonNode data, VariableNames names, Findings findings, ObjectNode ours) {
    this.data = data;
    this.names = names;
    this.findings = findings;
    this.ours = ours;
  }

  /**
   * Fills in content type and body or form.
   *
   * @param header the content type that a custom header names, or null
   */
  void translate(String method, @Nullable String header) {
    String chosen = Given.text(data, "content_type");
    String type = chosen == null ? header : chosen;
    switch (type == null ? "" : type.strip().toLowerCase(Locale.ROOT)) {
      case "form_data" -> form(data.path("form_data"));
      case "json_data" -> body("json_data", data.path("json_data"), "application/json", method);
      default -> body(BODY, data.path(BODY), type == null ? "application/json" : type, method);
    }
  }

  private void body(String field, JsonNode given, String type, String method) {
    if (Given.isEmpty(given)) {
      ours.put("content_type", type);
      silent(type);
      return;
    }
    if (type.strip().toLowerCase(Locale.ROOT).startsWith(FORM)
        && (given.isContainer() || given.asString().strip().contains("\n"))) {
      form(given.isContainer() ? given : lines(given.asString()));
      return;
    }
    if (BODYLESS.contains(method)) {
      findings.changed(
          field, "is left out", method + " sends no body; the event's data goes to the query.");
      return;
    }
    ours.put("content_type", type);
    ours.put("body", names.ours(field, given.isString() ? given.asString() : given.toString()));
  }

  /** Without a body we send the envelope, which is JSON. */
  private void silent(String type) {
    boolean json = type.toLowerCase(Locale.ROOT).contains("json");
    if (!json) {
      ours.put("content_type", "application/json");
    }
    findings.changed(
        BODY,
        "becomes Wardbell's standard envelope in JSON",
        "There was no body. The envelope has the event's id, type, time and data; a body template replaces it.");
  }

  /** Returns lines such as {@code To={{patient_contact_number}}} as fields. */
  private ArrayNode lines(String text) {
    ArrayNode fields = ours.arrayNode();
    for (String line : text.strip().split("\\R", -1)) {
      int equals = line.indexOf('=');
      if (!line.isBlank()) {
        fields
            .addObject()
            .put("key", equals < 0 ? line.strip() : line.substring(0, equals).strip())
            .put("value", equals < 0 ? "" : line.substring(equals + 1).strip());
      }
    }
    findings.changed(BODY, "becomes form fields, one for each line", "A form has no lines.");
    return fields;
  }

  private void form(JsonNode given) {
    List<WebhookDraft.Parameter> fields = Given.pairs(given);
    if (fields.isEmpty()) {
      silent(FORM);
      return;
    }
    ours.put("content_type", FORM);
    ArrayNode form = ours.putArray("form");
    for (WebhookDraft.Parameter field : fields) {
      form.addObject()
          .put("name", field.name())
          .put("value", names.ours("form_data", String.valueOf(field.value())));
    }
  }
}

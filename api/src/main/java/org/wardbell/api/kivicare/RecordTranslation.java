package org.wardbell.api.kivicare;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.draft.WebhookDraft;
import org.wardbell.api.problem.JsonProblems;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One saved webhook of KiviCare as a request for ours, in the JSON of {@code POST /webhooks}. Both
 * generations are read: the new one has authentication and retries; the old one has {@code
 * headers}, {@code query_parameters} and a {@code content_type} of {@code form_data} or {@code
 * json_data}.
 */
final class RecordTranslation {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** KiviCare's modules, and what all their types begin with here. */
  static final Map<String, String> MODULES =
      Map.of(
          "appointment", "appointment.*",
          "patient", "patient.*",
          "doctor", "doctor.*",
          "receptionist", "receptionist.*",
          "clinic", "clinic.*",
          "encounter", "encounter.*",
          "billing", "bill.*",
          "bill", "bill.*",
          "prescription", "prescription.*",
          "service", "service.*");

  /** The whole of what we read of {@code webhook_data}; what is not here is told of. */
  private static final Set<String> KNOWN =
      Set.of(
          "url",
          "method",
          "methods",
          "auth_method",
          "auth_config",
          "content_type",
          "custom_headers",
          "headers",
          "query_params",
          "query_parameters",
          "request_body",
          "form_data",
          "json_data",
          "timeout",
          "retry_attempts",
          "retry_delay",
          "enable_ssl");

  /** The same for the record around it; what KiviCare's table and our answers have besides. */
  private static final Set<String> KNOWN_OUTSIDE =
      Set.of(
          "id",
          "user_id",
          "name",
          "module_name",
          "event_name",
          "methods",
          "webhook_data",
          "status",
          "created_at",
          "updated_at",
          "notes",
          "signing_secret");

  private final JsonNode record;
  private final ObjectNode data;
  private final Findings findings = new Findings();
  private final ObjectNode ours = JSON.createObjectNode();
  private final VariableNames names;

  RecordTranslation(JsonNode record) {
    this.record = record;
    this.data = opened(record.path("webhook_data"), "webhook_data");
    this.names = new VariableNames(module(), findings);
  }

  /** Returns an object that may stand as text, as KiviCare's table keeps it. */
  private ObjectNode opened(JsonNode given, String field) {
    JsonNode value = given;
    if (given.isString() && !given.asString().isBlank()) {
      try {
        value = JSON.readTree(given.asString());
      } catch (JacksonException notJson) {
        findings.problem(field, "is text that is no JSON", "Export it from KiviCare again.");
      }
    }
    return value instanceof ObjectNode object ? object : JSON.createObjectNode();
  }

  /** Returns what there is to tell. */
  Findings findings() {
    return findings;
  }

  /** Returns the names of our fields in this record. */
  RecordNames fields() {
    return new RecordNames(record, data);
  }

  /** Returns KiviCare's name of the webhook; empty if it has none. */
  String name() {
    return Objects.requireNonNullElse(Given.text(record.path("name")), "");
  }

  private @Nullable String module() {
    String module = Given.text(record.path("module_name"));
    return module == null ? null : module.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the request.
   *
   * @param allowHttp whether a plain http address is to be kept
   */
  ObjectNode translate(boolean allowHttp) {
    requireWhatKiviCareRequires();
    ours.put("name", name());
    String url = Objects.requireNonNullElse(Given.text(data.path("url")), "").strip();
    ours.put("url", names.ours("url", url));
    if (allowHttp && url.toLowerCase(Locale.ROOT).startsWith("http:")) {
      ours.put("allow_http", true);
    }
    String method =
        Objects.requireNonNullElseGet(
                Given.text(data, "method", "methods"),
                () -> Objects.requireNonNullElse(Given.text(record.path("methods")), "POST"))
            .strip()
            .toUpperCase(Locale.ROOT);
    ours.put("method", method);
    events();
    String contentType = headers();
    parameters("query", "query_params", "query_parameters");
    new PayloadTranslation(data, names, findings, ours).translate(method, contentType);
    AuthenticationTranslation.translate(
        Given.text(data.path("auth_method")),
        opened(data.path("auth_config"), "webhook_data.auth_config"),
        findings,
        ours.putObject("authentication"));
    pace();
    ours.put("enabled", !Boolean.FALSE.equals(Given.yes(record.path("status"))));
    tellTheRest();
    return ours;
  }

  private void requireWhatKiviCareRequires() {
    if (name().isEmpty()) {
      findings.problem("name", "is missing", "KiviCare itself wants it. Give the webhook a name.");
    }
    if (module() == null) {
      findings.problem(
          "module_name", "is missing", "KiviCare itself wants it, for instance appointment.");
    }
    if (Given.text(data.path("url")) == null) {
      findings.problem("webhook_data.url", "is missing", "Give the receiver's address.");
    }
  }

  private void events() {
    ArrayNode events = ours.putArray("events");
    String event = Given.text(record.path("event_name"));
    if (event != null) {
      events.add(event.strip());
      return;
    }
    String all = MODULES.get(Objects.requireNonNullElse(module(), ""));
    if (all != null) {
      events.add(all);
      findings.changedOutside(
          "event_name", "becomes " + all, "None was chosen: it gets all events of the module.");
    } else if (module() != null) {
      findings.problem("module_name", "is none of KiviCare's", "Choose an event in event_name.");
    }
  }

  /** Fills in the headers, and returns the content type that stood among them. */
  private @Nullable String headers() {
    String field = data.has("custom_headers") ? "custom_headers" : "headers";
    ArrayNode headers = JSON.createArrayNode();
    String contentType = null;
    for (WebhookDraft.Parameter each : Given.pairs(data.path(field))) {
      String value = String.valueOf(each.value());
      if ("content-type".equalsIgnoreCase(each.name())) {
        contentType = value;
        findings.changed(field, "Content-Type becomes content_type", "The body has one type only.");
      } else {
        headers.addObject().put("name", each.name()).put("value", names.ours(field, value));
      }
    }
    if (!headers.isEmpty()) {
      ours.set("headers", headers);
    }
    return contentType;
  }

  private void parameters(String name, String field, String oldField) {
    String used = data.has(field) ? field : oldField;
    List<WebhookDraft.Parameter> pairs = Given.pairs(data.path(used));
    if (!pairs.isEmpty()) {
      ArrayNode list = ours.putArray(name);
      for (WebhookDraft.Parameter each : pairs) {
        list.addObject()
            .put("name", each.name())
            .put("value", names.ours(used, String.valueOf(each.value())));
      }
    }
  }

  private void pace() {
    PaceTranslation.translate(data, isOld(), findings, ours);
    if (Boolean.FALSE.equals(Given.yes(data.path("enable_ssl")))) {
      findings.changed(
          "enable_ssl",
          "is left out: certificates are always checked",
          "For a certificate of your own authority, put the authority's into tls.authorities.");
    }
  }

  private boolean isOld() {
    String type = Given.text(data.path("content_type"));
    return "form_data".equals(type) || "json_data".equals(type) || data.has("query_parameters");
  }

  private void tellTheRest() {
    for (String name : data.propertyNames()) {
      if (!KNOWN.contains(name) && !Given.isEmpty(data.path(name))) {
        findings.changed(
            JsonProblems.shown(name), "is left out", "Wardbell does not know this field.");
      }
    }
    for (String name : record.propertyNames()) {
      if (!KNOWN_OUTSIDE.contains(name) && !Given.isEmpty(record.path(name))) {
        findings.changedOutside(
            JsonProblems.shown(name),
            "is left out",
            KNOWN.contains(name)
                ? "Its place is in webhook_data."
                : "Wardbell does not know this field.");
      }
    }
  }
}

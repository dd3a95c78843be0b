package org.wardbell.api.dashboard.editor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.wardbell.activities.webhook.draft.Mask;
import org.wardbell.workflows.event.EventCatalogue;
import tools.jackson.databind.JsonNode;

/**
 * The form of a webhook as REST shows it to an administrator: credentials are kept by the webhook,
 * and named as such.
 */
final class StoredForm {
  /** Says of a credential that the webhook has it. */
  static final String STORED = "stored";

  private static final String TYPE = "authentication.type";
  private static final String SCHEDULE = "retry.schedule_seconds";

  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final EventCatalogue catalogue;

  private StoredForm(EventCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Returns the fields of a form that is still to be filled in. */
  static FormFields empty() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    Map.of(
            "method",
            "POST",
            "format",
            "standard",
            "detail",
            "full",
            "enabled",
            "on",
            "circuit_breaker",
            "on",
            "auto_disable",
            "on",
            TYPE,
            "none",
            "authentication.prefix",
            "Bearer",
            "retry.kind",
            "standard")
        .forEach((name, value) -> values.put(name, List.of(value)));
    return FormFields.of(values);
  }

  /**
   * Returns the fields of a webhook.
   *
   * @param webhook with its credentials masked
   * @param catalogue of its clinic, whose types have a box each
   */
  static FormFields of(JsonNode webhook, EventCatalogue catalogue) {
    StoredForm form = new StoredForm(catalogue);
    webhook.properties().forEach(each -> form.put(each.getKey(), each.getValue()));
    form.events(webhook.path("events"));
    form.retry(webhook.path("retry"));
    if (webhook.at("/authentication/prefix").isMissingNode()) {
      form.one("authentication.prefix", "Bearer");
    }
    form.one(
        "authentication.scopes",
        String.join(" ", texts(webhook.path("authentication").path("scopes"))));
    JsonNode claims = webhook.path("authentication").path("claims");
    form.one("authentication.claims", claims.isObject() ? claims.toPrettyString() : "");
    return FormFields.of(form.values);
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(each -> each.asString("")).toList();
  }

  private void one(String name, String value) {
    values.put(name, List.of(value));
  }

  private void put(String name, JsonNode value) {
    if (value.isObject()) {
      value.properties().forEach(each -> put(name + "." + each.getKey(), each.getValue()));
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        if (value.path(i).isObject()) {
          put(name + "[" + i + "]", value.path(i));
        }
      }
    } else if (value.isBoolean()) {
      one(name, value.booleanValue() ? "on" : "");
    } else {
      text(name, value.asString(""));
    }
  }

  private void text(String name, String text) {
    boolean credential = FormSecrets.ALWAYS.contains(name) || name.endsWith("].value");
    if (credential && Mask.isMask(text)) {
      String type = first(TYPE);
      one(name, "");
      one(
          name + FormFields.KEPT,
          name.startsWith("authentication.") && !type.isEmpty() ? STORED + ":" + type : STORED);
    } else {
      one(name, text);
    }
  }

  private String first(String name) {
    return Objects.requireNonNull(values.getOrDefault(name, List.of("")).getFirst());
  }

  /** Types and groups of the catalogue have a box; all else stands in a line of text. */
  private void events(JsonNode events) {
    List<String> boxes = new ArrayList<>();
    List<String> more = new ArrayList<>();
    for (String pattern : texts(events)) {
      boolean group =
          pattern.equals("*")
              || catalogue.modules().stream().anyMatch(each -> pattern.equals(each.name() + ".*"));
      (group || catalogue.exists(pattern) ? boxes : more).add(pattern);
    }
    values.put("events", boxes);
    one("events_more", String.join(", ", more));
  }

  private void retry(JsonNode retry) {
    JsonNode schedule = retry.path("schedule_seconds");
    List<Long> waits = schedule.valueStream().map(JsonNode::asLong).toList();
    boolean standard =
        waits.equals(
            Objects.requireNonNull(
                    org.wardbell.workflows.webhook.RetryPolicy.STANDARD.scheduleSeconds())
                .stream()
                .map(Integer::longValue)
                .toList());
    one(SCHEDULE, RetryWaits.write(waits));
    one("retry.kind", standard ? "standard" : schedule.isArray() ? "schedule" : "growing");
  }
}

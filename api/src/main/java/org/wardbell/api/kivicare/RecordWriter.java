package org.wardbell.api.kivicare;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.webhook.WebhookView;
import org.wardbell.workflows.event.EventCatalogue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Our webhooks as KiviCare's records: what a caller of that role sees, and no more. What KiviCare
 * has no field for is not shown, and is kept when a record comes back.
 */
@Component
final class RecordWriter {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final ClinicCatalogues catalogues;
  private final JsonMapper json;

  RecordWriter(ClinicCatalogues catalogues, JsonMapper json) {
    this.catalogues = catalogues;
    this.json = json;
  }

  /** Returns the record. */
  ObjectNode record(long number, StoredWebhook stored, Role role) {
    JsonNode view = json.valueToTree(WebhookView.of(stored, role));
    String first = view.path("events").path(0).asString("");
    EventCatalogue catalogue = catalogues.of(stored.webhook().clinicId());
    ObjectNode record = json.createObjectNode();
    record.put("id", number);
    record.put("name", view.path("name").asString());
    record.put("module_name", module(catalogue, first));
    record.put("event_name", catalogue.eventName(first));
    record.put("methods", view.path("method").asString());
    record.put("status", stored.enabled() ? 1 : 0);
    record.set("webhook_data", data(view));
    record.put("created_at", stored.createdAt().toString());
    record.put("updated_at", stored.updatedAt().toString());
    return record;
  }

  private static String module(EventCatalogue catalogue, String pattern) {
    return RecordTranslation.MODULES.entrySet().stream()
        .filter(module -> module.getValue().equals(pattern))
        .map(Map.Entry::getKey)
        // Two names mean bill.*; the longer one is KiviCare's.
        .max(Comparator.comparingInt(String::length))
        .orElseGet(() -> catalogue.module(pattern));
  }

  private ObjectNode data(JsonNode view) {
    ObjectNode data = json.createObjectNode();
    data.put("url", view.path("url").asString());
    data.put("method", view.path("method").asString());
    AuthenticationWriter.write(view.path("authentication"), data);
    data.put("content_type", view.path("content_type").asString());
    pairs(view.path("headers"), data.putArray("custom_headers"));
    pairs(view.path("query"), data.putArray("query_params"));
    body(view, data);
    data.put("timeout", view.path("timeout_seconds").asInt());
    retries(view.path("retry").path("schedule_seconds"), data);
    data.put("enable_ssl", true);
    return data;
  }

  private static void pairs(JsonNode parameters, ArrayNode into) {
    for (JsonNode parameter : parameters) {
      into.addObject()
          .put("key", parameter.path("name").asString())
          .put("value", parameter.path("value").asString());
    }
  }

  private static void body(JsonNode view, ObjectNode data) {
    if (view.path("content_type").asString("").startsWith(FORM) && view.path("form").size() > 0) {
      pairs(view.path("form"), data.putArray("request_body"));
    } else {
      data.put("request_body", view.path("body").asString(""));
    }
  }

  /** A schedule that is no schedule of KiviCare's is shown as near to it as its limits allow. */
  private static void retries(JsonNode schedule, ObjectNode data) {
    List<Integer> waits = schedule.valueStream().map(JsonNode::asInt).toList();
    data.put("retry_attempts", Math.clamp(waits.size() - 1L, 0, PaceTranslation.MAXIMUM_RETRIES));
    data.put(
        "retry_delay",
        waits.size() < 2
            ? PaceTranslation.DEFAULT_DELAY
            : Math.clamp(waits.get(1), 1, PaceTranslation.MAXIMUM_DELAY));
  }
}

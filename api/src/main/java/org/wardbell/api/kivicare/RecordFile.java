package org.wardbell.api.kivicare;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The records in a file of KiviCare's: a list of them, one alone, or the answer of its REST route
 * with the list inside.
 */
final class RecordFile {
  /** The names under which lists of webhooks are found, from the outside to the inside. */
  private static final List<String> WRAPPERS = List.of("data", "webhooks", "items");

  private static final int DEEPEST = 4;

  private RecordFile() {}

  /** Returns the records; none if there are none. */
  static List<JsonNode> records(JsonNode file) {
    JsonNode at = file;
    for (int i = 0; i < DEEPEST && at.isObject(); i++) {
      if (at.has("webhook_data") || at.has("module_name")) {
        return List.of(at);
      }
      at = inner(at);
    }
    List<JsonNode> records = new ArrayList<>();
    if (at.isArray()) {
      at.forEach(records::add);
    }
    return records;
  }

  private static JsonNode inner(JsonNode object) {
    for (String wrapper : WRAPPERS) {
      if (object.has(wrapper)) {
        return object.path(wrapper);
      }
    }
    return object.path("");
  }
}

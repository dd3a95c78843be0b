package org.wardbell.simulator.google.calendar;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Google's patch semantics: objects merge, arrays and values replace, null removes. */
final class JsonMerge {

  private JsonMerge() {}

  static void into(ObjectNode target, ObjectNode patch) {
    for (var field : patch.properties()) {
      JsonNode value = field.getValue();
      if (value.isNull()) {
        target.remove(field.getKey());
      } else if (value instanceof ObjectNode part
          && target.get(field.getKey()) instanceof ObjectNode whole) {
        into(whole, part);
      } else {
        target.set(field.getKey(), value.deepCopy());
      }
    }
  }
}

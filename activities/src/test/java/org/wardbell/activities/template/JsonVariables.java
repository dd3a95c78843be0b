package org.wardbell.activities.template;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Variables out of a JSON document, for a clinic in London. */
record JsonVariables(JsonNode document) implements Variables {
  JsonVariables(String json) {
    this(Values.parse(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public JsonNode find(List<String> path) {
    JsonNode at = document;
    for (String step : path) {
      at = at.isArray() && step.matches("\\d") ? at.get(Integer.parseInt(step)) : at.get(step);
      if (at == null) {
        return null;
      }
    }
    return at;
  }

  @Override
  public ZoneId zone() {
    return ZoneId.of("Europe/London");
  }
}

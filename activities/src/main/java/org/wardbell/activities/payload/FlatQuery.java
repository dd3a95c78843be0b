package org.wardbell.activities.payload;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.template.PercentEncoding;
import org.wardbell.activities.template.UnrenderableException;
import org.wardbell.activities.template.Values;
import org.wardbell.workflows.webhook.Payload;
import tools.jackson.databind.JsonNode;

/**
 * Nested data as a query: {@code {"a":{"b":1},"c":[2]}} becomes {@code a.b=1&c.0=2}, names as
 * templates spell paths. Null, an empty object and an empty list are empty values.
 */
final class FlatQuery {
  private final StringBuilder out = new StringBuilder();

  private FlatQuery() {}

  /**
   * Returns the standard envelope without its {@code data.}: {@code
   * id=…&type=…&timestamp=…&clinic_id=…&patient_id=23}. A key of the data that the envelope has
   * already keeps the prefix, as {@code data.id}.
   */
  static RenderedPayload ofEnvelope(EventFacts event) {
    Map<String, String> own =
        Map.of(
            "id", event.id().toString(),
            "type", event.type(),
            "timestamp", Envelope.timestamp(event),
            "clinic_id", event.clinic().id().toString());
    FlatQuery query = new FlatQuery();
    for (String name : new String[] {"id", "type", "timestamp", "clinic_id"}) {
      query.add(name, own.getOrDefault(name, ""));
    }
    Values.parse(event.data())
        .forEachEntry(
            (name, value) -> query.add(own.containsKey(name) ? "data." + name : name, value));
    return query.payload();
  }

  /**
   * Returns any object as a query.
   *
   * @throws UnrenderableException if it is no object, because a query is made of names
   */
  static RenderedPayload of(JsonNode object) {
    if (!object.isObject()) {
      throw new UnrenderableException("a query is made of an object's fields");
    }
    FlatQuery query = new FlatQuery();
    object.forEachEntry(query::add);
    return query.payload();
  }

  private void add(String name, JsonNode value) {
    if (value.isObject() && !value.isEmpty()) {
      value.forEachEntry((inner, each) -> add(name + "." + inner, each));
    } else if (value.isArray() && !value.isEmpty()) {
      for (int i = 0; i < value.size(); i++) {
        add(name + "." + i, value.get(i));
      }
    } else {
      add(name, value.isContainer() ? "" : Values.text(value));
    }
  }

  private void add(String name, String value) {
    if (!out.isEmpty()) {
      out.append('&');
    }
    PercentEncoding.append(out, name);
    PercentEncoding.append(out.append('='), value);
    if (out.length() > PayloadRenderer.MAXIMUM_BYTES) {
      throw new UnrenderableException("the query is larger than 256 KiB");
    }
  }

  private RenderedPayload payload() {
    return new RenderedPayload(
        out.toString().getBytes(StandardCharsets.US_ASCII), Payload.URLENCODED);
  }
}

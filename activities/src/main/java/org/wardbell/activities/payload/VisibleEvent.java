package org.wardbell.activities.payload;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.template.Values;
import org.wardbell.workflows.webhook.PayloadDetail;
import tools.jackson.databind.JsonNode;

/**
 * The part of an event that a webhook may send. Everything that is rendered for the webhook (URL,
 * query, headers, body) is rendered from it, so that no variable brings back more.
 */
final class VisibleEvent {
  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

  private VisibleEvent() {}

  /** Returns the event with as much of its data as the detail allows. */
  static EventFacts of(EventFacts event, PayloadDetail detail) {
    return switch (detail) {
      case FULL -> event;
      case IDS_ONLY -> with(event, event.subject(), recordId(event));
      case EMPTY -> with(event, null, NOTHING);
    };
  }

  private static EventFacts with(EventFacts event, @Nullable String subject, byte[] data) {
    return new EventFacts(
        event.id(), event.type(), subject, event.clinic(), event.occurredAt(), data);
  }

  /**
   * Returns {@code {"appointment_id": 4711}}: the id under its own name, or the event's subject.
   */
  private static byte[] recordId(EventFacts event) {
    String name = idName(event.type());
    JsonNode id = Values.parse(event.data()).get(name);
    // An object or a list is no id, even under an id's name.
    Object value = id != null && (id.isString() || id.isNumber()) ? id : event.subject();
    return value == null
        ? NOTHING
        : Values.of(Map.of(name, value)).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the key under which an event of this type carries the id of its record. */
  static String idName(String type) {
    return type.substring(0, Math.max(0, type.indexOf('.'))) + "_id";
  }
}

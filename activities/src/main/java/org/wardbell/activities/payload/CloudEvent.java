package org.wardbell.activities.payload;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.template.JsonText;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.Payload;

/** An event as CloudEvents 1.0 says it, structured (one JSON object) or binary (headers). */
final class CloudEvent {
  private static final String SPECIFICATION_VERSION = "1.0";

  private CloudEvent() {}

  /**
   * Returns the context attributes; an attribute without a value is left out, as the specification
   * asks.
   */
  private static Map<String, String> attributes(EventFacts event) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("specversion", SPECIFICATION_VERSION);
    attributes.put("id", event.id().toString());
    // Stays the same when the clinic's server moves or its public address changes.
    attributes.put("source", "urn:uuid:" + event.clinic().id());
    attributes.put("type", event.type());
    if (event.subject() != null && !event.subject().isEmpty()) {
      attributes.put("subject", event.subject());
    }
    attributes.put("time", Envelope.timestamp(event));
    return attributes;
  }

  /** Returns the structured mode (JSON event format for CloudEvents 1.0.2). */
  static RenderedPayload structured(EventFacts event) {
    StringBuilder head = new StringBuilder(320).append('{');
    attributes(event)
        .forEach(
            (name, value) -> {
              JsonText.appendQuoted(head, name);
              JsonText.appendQuoted(head.append(':'), value);
              head.append(',');
            });
    head.append("\"datacontenttype\":\"").append(Payload.JSON).append("\",\"data\":");
    return new RenderedPayload(Envelope.closed(head, event.data()), Payload.CLOUDEVENTS);
  }

  /** Returns the headers of binary mode (HTTP protocol binding 1.0.2, section 3.1.3). */
  static List<Header> headers(EventFacts event) {
    return attributes(event).entrySet().stream()
        .map(each -> new Header("ce-" + each.getKey(), encoded(each.getValue())))
        .toList();
  }

  /**
   * Percent-encodes by section 3.1.3.2: space, quote, percent and everything beyond printable
   * ASCII.
   */
  private static String encoded(String value) {
    StringBuilder out = new StringBuilder(value.length());
    for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
      int b = each & 0xFF;
      if (b > 0x20 && b < 0x7F && b != '"' && b != '%') {
        out.append((char) b);
      } else {
        out.append('%')
            .append(Character.forDigit(b >> 4, 16))
            .append(Character.forDigit(b & 15, 16));
      }
    }
    return out.toString();
  }
}

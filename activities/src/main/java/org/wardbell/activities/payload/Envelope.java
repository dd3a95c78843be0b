package org.wardbell.activities.payload;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.template.JsonText;

/**
 * The body of a webhook without a template. The event's data goes in byte for byte, unparsed: that
 * is quick, and the receiver gets exactly what was posted. A version is never changed, because a
 * delivery that began with it must make the same bytes days later.
 */
public final class Envelope {
  /** The version that new deliveries begin with. */
  public static final int LATEST_VERSION = 1;

  private Envelope() {}

  /**
   * Returns the bytes of a version.
   *
   * @throws IllegalArgumentException for a version that this process does not know yet
   */
  public static byte[] render(EventFacts event, int version) {
    if (version != LATEST_VERSION) {
      throw new IllegalArgumentException(
          "Envelope version " + version + " is newer than this worker; update the worker.");
    }
    StringBuilder head = new StringBuilder(192).append("{\"id\":\"").append(event.id());
    head.append("\",\"type\":");
    JsonText.appendQuoted(head, event.type());
    head.append(",\"timestamp\":\"")
        .append(timestamp(event))
        .append("\",\"clinic_id\":\"")
        .append(event.clinic().id())
        .append("\",\"data\":");
    return closed(head, event.data());
  }

  /** Returns the newest version: the input of expressions. */
  public static byte[] latest(EventFacts event) {
    return render(event, LATEST_VERSION);
  }

  /** Returns the time of the event in the form of every format: in UTC, to the millisecond. */
  static String timestamp(EventFacts event) {
    return event.occurredAt().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** Returns an object that ends with the event's data as its last value. */
  static byte[] closed(StringBuilder head, byte[] data) {
    byte[] start = head.toString().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(start.length + data.length + 1);
    out.writeBytes(start);
    out.writeBytes(data);
    out.write('}');
    return out.toByteArray();
  }
}

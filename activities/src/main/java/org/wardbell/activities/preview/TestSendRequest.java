package org.wardbell.activities.preview;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request for a test send.
 *
 * @param clinicId the clinic of the event
 * @param eventType canonical
 * @param data a JSON object
 */
public record TestSendRequest(UUID clinicId, String eventType, String data) {
  /** The kind of the task that does it. */
  public static final String KIND = "webhook.test";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Returns the bytes to be sealed. */
  public byte[] toBytes() {
    return JSON.writeValueAsBytes(this);
  }

  static TestSendRequest of(byte[] request) {
    return JSON.readValue(request, TestSendRequest.class);
  }

  byte[] dataBytes() {
    return data.getBytes(StandardCharsets.UTF_8);
  }

  /** Hides the data, which a person may have typed. */
  @Override
  public String toString() {
    return "TestSendRequest[" + eventType + "]";
  }
}

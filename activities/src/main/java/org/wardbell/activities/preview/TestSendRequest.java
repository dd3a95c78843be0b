package org.wardbell.activities.preview;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a test sends.
 *
 * @param clinicId the clinic of the event
 * @param eventType canonical
 * @param data a JSON object
 */
public record TestSendRequest(UUID clinicId, String eventType, String data) {
  /** The kind of the task that does it. */
  public static final String KIND = "webhook.test";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** As it is sealed. */
  public byte[] toBytes() {
    return JSON.writeValueAsBytes(this);
  }

  static TestSendRequest of(byte[] request) {
    return JSON.readValue(request, TestSendRequest.class);
  }

  byte[] dataBytes() {
    return data.getBytes(StandardCharsets.UTF_8);
  }

  /** It may hold what a person typed. */
  @Override
  public String toString() {
    return "TestSendRequest[" + eventType + "]";
  }
}

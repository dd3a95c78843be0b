package org.wardbell.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events as KiviCare's hooks would post them, from files that a reader may copy. Their people are
 * invented.
 */
final class DemoEvents {
  private static final JsonMapper JSON = JsonMapper.shared();

  private DemoEvents() {}

  static JsonNode booking() {
    return read("appointment-booked");
  }

  /** Returns the events that follow a booking, in one batch. */
  static List<JsonNode> restOfTheMorning() {
    return List.of(
        read("patient-registered"),
        read("encounter-created"),
        read("prescription-added"),
        read("bill-paid"));
  }

  private static JsonNode read(String name) {
    String file = "/demo/" + name + ".json";
    try (InputStream in =
        Objects.requireNonNull(DemoEvents.class.getResourceAsStream(file), file)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.wardbell.activities.payload;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.template.Values;
import org.wardbell.activities.template.Variables;
import tools.jackson.databind.JsonNode;

/** Events as tests of payloads need them. */
final class Events {
  static final UUID CLINIC = UUID.fromString("01940000-0000-7000-8000-0000000000c1");
  static final UUID EVENT = UUID.fromString("01940000-0000-7000-8000-0000000000e1");
  static final UUID DELIVERY = UUID.fromString("01940000-0000-7000-8000-0000000000d1");

  private Events() {}

  static EventFacts booked(Object data) {
    return of("appointment.booked", "appointment/4711", data);
  }

  static EventFacts of(String type, String subject, Object data) {
    return new EventFacts(
        EVENT,
        type,
        subject,
        new ClinicFacts(CLINIC, "Harbour", null, null, null, ZoneId.of("Europe/London"), false),
        Instant.parse("2026-07-05T23:30:00.123456Z"),
        Values.of(data).toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the data's own keys, as far as tests of payloads name any. */
  static Variables variables(EventFacts event) {
    JsonNode data = Values.parse(event.data());
    return new Variables() {
      @Override
      public JsonNode find(List<String> path) {
        JsonNode at = data;
        for (String step : path) {
          at = at == null ? null : at.get(step);
        }
        return at;
      }

      @Override
      public ZoneId zone() {
        return event.clinic().timeZone();
      }
    };
  }

  static RenderedPayload render(PayloadRenderer renderer, EventFacts event) {
    EventFacts visible = renderer.visible(event);
    return renderer.render(visible, variables(visible), DELIVERY);
  }

  static String text(RenderedPayload payload) {
    return new String(payload.bytes(), StandardCharsets.UTF_8);
  }

  static Map<String, Object> patient() {
    return Map.of(
        "appointment_id",
        4711,
        "patient_name",
        "Grace \"O'Neill\" & <Söhne>\r\n😀",
        "patient",
        Map.of("address", Map.of("city", "Bristol")));
  }
}

package org.wardbell.api.appointment;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.AppointmentChanges;
import tools.jackson.databind.json.JsonMapper;

/** A change of an appointment, in codes and times. */
@Schema(name = "AppointmentChange")
record AppointmentChangeView(
    @Schema(description = "Of the appointment after it.") int version,
    Instant at,
    @Schema(allowableValues = {"google", "api", "user", "system"}) String source,
    @Schema(
            description =
                "key/<id>, person/<id> or system; null for the calendar, and for what older versions wrote.",
            example = "key/0199a3b4-0000-7000-8000-000000000001")
        @Nullable String actor,
    @Schema(
            description =
                "booked, updated, cancelled, status, deleted, rsvp, meeting_link, reverted, refused or erased; reminded and started for events that"
                    + " the sweep sent; missed for those whose time had passed.",
            example = "status")
        String kind,
    @Schema(description = "Statuses, times and reasons, by their names.")
        Map<String, String> detail) {
  private static final JsonMapper JSON = new JsonMapper();

  static AppointmentChangeView of(AppointmentChanges.Change change) {
    Map<String, String> detail = new LinkedHashMap<>();
    JSON.readTree(change.detail())
        .properties()
        .forEach(entry -> detail.put(entry.getKey(), entry.getValue().asString("")));
    return new AppointmentChangeView(
        change.version(), change.at(), change.source(), change.actor(), change.kind(), detail);
  }
}

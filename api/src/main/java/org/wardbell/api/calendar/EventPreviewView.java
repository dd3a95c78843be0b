package org.wardbell.api.calendar;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.style.EventPreview;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.TextField;

/** An event as Google would show it. */
@Schema(name = "EventPreview")
record EventPreviewView(
    String title,
    @Nullable String description,
    @Nullable String location,
    @Schema(description = "Google's number; left out for the calendar's own.")
        @Nullable Integer colour,
    @Schema(description = "In words, such as email:60; left out for the calendar's own.")
        @Nullable List<String> reminders,
    OffsetDateTime start,
    OffsetDateTime end,
    Set<String> guests,
    @Schema(description = "Whether it tells who comes, or what for.") boolean namesPatient) {

  static EventPreviewView of(EventPreview preview) {
    Map<TextField, String> texts = preview.content().texts();
    Appointment appointment = preview.appointment();
    String colour = texts.get(TextField.COLOUR);
    String reminders = texts.get(TextField.REMINDERS);
    return new EventPreviewView(
        texts.getOrDefault(TextField.TITLE, ""),
        texts.get(TextField.DESCRIPTION),
        texts.get(TextField.LOCATION),
        colour == null ? null : Integer.valueOf(colour),
        reminders == null ? null : Arrays.asList(reminders.split(",", -1)),
        appointment.slot().start().atZone(appointment.zone()).toOffsetDateTime(),
        appointment.slot().end().atZone(appointment.zone()).toOffsetDateTime(),
        preview.content().guests(),
        preview.namesPatient());
  }

  @Override
  public String toString() {
    return "EventPreviewView[hidden]";
  }
}

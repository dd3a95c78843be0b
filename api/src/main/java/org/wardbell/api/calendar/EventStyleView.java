package org.wardbell.api.calendar;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.style.DecidedStyle;
import org.wardbell.activities.calendar.style.EventStyle;
import org.wardbell.api.change.Revised;
import org.wardbell.api.change.Revisions;

/** The answer that tells what the events of a calendar say. */
@Schema(name = "EventStyle")
record EventStyleView(
    @Schema(
            description = "Who decided it.",
            allowableValues = {"calendar", "clinic", "default"})
        String decidedFor,
    @Nullable String title,
    @Nullable String description,
    @Nullable String location,
    boolean patientData,
    Map<String, Integer> colours,
    @Nullable List<EventStyleRequest.ReminderBody> reminders,
    @Schema(allowableValues = {"none", "all", "external_only"}) String invitations)
    implements Revised {

  static EventStyleView of(DecidedStyle decided) {
    EventStyle style = decided.style();
    Map<String, Integer> colours = new TreeMap<>();
    style.colours().forEach((status, colour) -> colours.put(status.name(), colour));
    return new EventStyleView(
        decided.by().name().toLowerCase(Locale.ROOT),
        style.title(),
        style.description(),
        style.location(),
        style.patientData(),
        colours,
        reminders(style),
        style.invitations().name().toLowerCase(Locale.ROOT));
  }

  private static @Nullable List<EventStyleRequest.ReminderBody> reminders(EventStyle style) {
    return style.reminders() == null
        ? null
        : style.reminders().stream()
            .map(each -> new EventStyleRequest.ReminderBody(each.method().word(), each.minutes()))
            .toList();
  }

  @Override
  public String revision() {
    return Revisions.of(this);
  }

  /** Returns it as the audit trail has it: templates name variables and nobody. */
  Map<String, Object> told() {
    Map<String, Object> told = new TreeMap<>();
    told.put("patient_data", patientData);
    told.put("invitations", invitations);
    put(told, "title", title);
    put(told, "description", description);
    put(told, "location", location);
    return told;
  }

  private static void put(Map<String, Object> told, String name, @Nullable String template) {
    if (template != null) {
      told.put(name, template);
    }
  }
}

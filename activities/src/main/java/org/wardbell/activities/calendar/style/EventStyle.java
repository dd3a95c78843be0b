package org.wardbell.activities.calendar.style;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.google.SendUpdates;
import org.wardbell.activities.calendar.google.event.Reminder;
import org.wardbell.workflows.appointment.AppointmentStatus;

/**
 * A clinic's decisions about what the events of a calendar say. It is stored as JSON: never rename
 * a field, and a new one must be nullable.
 *
 * @param title a template, or null for a title that names nobody
 * @param description a template of HTML, or null for none
 * @param location a template, or null for none
 * @param patientData whether templates may name the patient, and what the visit is for
 * @param colours Google's numbers of colours, 1 to {@value #MOST_COLOUR}
 * @param reminders null for those of the calendar, empty for none
 * @param invitations the guests whom Google mails
 */
public record EventStyle(
    @Nullable String title,
    @Nullable String description,
    @Nullable String location,
    boolean patientData,
    Map<AppointmentStatus, Integer> colours,
    @Nullable List<Reminder> reminders,
    SendUpdates invitations) {
  /** Google's palette of events has eleven (reference of colors). */
  public static final int MOST_COLOUR = 11;

  /** The style of a clinic that decided nothing: no patient, nothing but the time, no mail. */
  public static final EventStyle STANDARD =
      new EventStyle(null, null, null, false, Map.of(), null, SendUpdates.NONE);

  public EventStyle {
    Map<AppointmentStatus, Integer> ordered = new EnumMap<>(AppointmentStatus.class);
    ordered.putAll(colours);
    colours = Collections.unmodifiableMap(ordered);
    reminders = reminders == null ? null : List.copyOf(reminders);
  }

  /** Returns whether events look the same in both. */
  boolean looksLike(EventStyle other) {
    return equals(
        new EventStyle(
            other.title,
            other.description,
            other.location,
            other.patientData,
            other.colours,
            other.reminders,
            invitations));
  }
}

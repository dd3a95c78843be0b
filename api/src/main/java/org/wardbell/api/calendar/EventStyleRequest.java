package org.wardbell.api.calendar;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.google.SendUpdates;
import org.wardbell.activities.calendar.google.event.Reminder;
import org.wardbell.activities.calendar.style.EventStyle;
import org.wardbell.activities.calendar.style.StyleRule;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.workflows.appointment.AppointmentStatus;

/** A request for what the events of a calendar are to say. What is left out gets its default. */
record EventStyleRequest(
    @Schema(
            description =
                "A template of at most 250 characters; without one, or if it comes out empty: Appointment.",
            example = "Visit with {{doctor_name}}")
        @Nullable String title,
    @Schema(
            description =
                "A template of HTML, at most 8,192 characters; values are escaped. Without one there is no description of ours.")
        @Nullable String description,
    @Schema(
            description =
                "A template of at most 1,000 characters. Without one there is no location of ours.",
            example = "{{clinic_address}}")
        @Nullable String location,
    @Schema(
            description =
                "Whether templates may name the patient, and what the visit is for. Then the doctor's Google account has it, and whoever the calendar is shared with sees it.",
            defaultValue = "false")
        @Nullable Boolean patientData,
    @Schema(
            description =
                "Google's number of a colour, 1 to 11, for each status that is to have one; a CANCELLED or INCOMPLETE appointment has no event.",
            example = "{\"BOOKED\":9,\"ARRIVED\":10}")
        @Nullable Map<String, @Nullable Integer> colours,
    @Schema(description = "At most five; [] for none. Left out: those of the doctor's calendar.")
        @Nullable List<@Nullable ReminderBody> reminders,
    @Schema(
            description =
                "The guests whom Google mails about a new time, a cancellation or an invitation: nobody, all, or those who do not use Google Calendar. Counts for calendars with guests: patient.",
            allowableValues = {"none", "all", "external_only"},
            defaultValue = "none")
        @Nullable String invitations) {
  /** A reminder of an event's own. */
  @Schema(name = "EventReminder")
  record ReminderBody(
      @Schema(allowableValues = {"popup", "email"}) @Nullable String method,
      @Schema(description = "How long before the start: 0 to 40320, which is four weeks.")
          @Nullable Integer minutes) {}

  /** Returns the style; notes in the checks what is wrong with it, under its field's name. */
  EventStyle checked(String prefix, FieldChecks checks) {
    EventStyle style =
        new EventStyle(
            title,
            description,
            location,
            Boolean.TRUE.equals(patientData),
            colours(prefix, checks),
            reminders(prefix, checks),
            mail(prefix, checks));
    StyleRule.problems(style)
        .forEach(each -> checks.add(prefix + each.field(), each.problem(), each.fix()));
    return style;
  }

  private Map<AppointmentStatus, Integer> colours(String prefix, FieldChecks checks) {
    Map<AppointmentStatus, Integer> wanted = new EnumMap<>(AppointmentStatus.class);
    if (colours != null) {
      for (AppointmentStatus status : AppointmentStatus.values()) {
        Integer colour = colours.get(status.name());
        if (colour != null) {
          wanted.put(status, colour);
        }
      }
      if (wanted.size() < colours.size()) {
        checks.add(
            prefix + "colours",
            "has a key that is no status, or a status without a number",
            "Use PENDING, BOOKED, ARRIVED, CHECKED_IN, CHECKED_OUT or NO_SHOW, each with 1 to 11.");
      }
    }
    return wanted;
  }

  private @Nullable List<Reminder> reminders(String prefix, FieldChecks checks) {
    return reminders == null
        ? null
        : IntStream.range(0, reminders.size())
            .mapToObj(i -> reminder(prefix + "reminders[" + i + "]", reminders.get(i), checks))
            .toList();
  }

  private static Reminder reminder(String field, @Nullable ReminderBody body, FieldChecks checks) {
    Optional<Reminder.Method> method = Reminder.Method.of(body == null ? null : body.method());
    Integer minutes = body == null ? null : body.minutes();
    if (method.isEmpty()) {
      checks.add(field + ".method", "is not a way of reminding", "Choose popup or email.");
    }
    if (minutes == null) {
      checks.add(field + ".minutes", "is missing", "Write whole minutes before the start.");
    }
    return new Reminder(method.orElse(Reminder.Method.POPUP), minutes == null ? 0 : minutes);
  }

  private SendUpdates mail(String prefix, FieldChecks checks) {
    if (invitations == null) {
      return SendUpdates.NONE;
    }
    for (SendUpdates each : SendUpdates.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(invitations)) {
        return each;
      }
    }
    checks.add(
        prefix + "invitations",
        "is none of the words it can be",
        "Choose none, all or external_only.");
    return SendUpdates.NONE;
  }
}

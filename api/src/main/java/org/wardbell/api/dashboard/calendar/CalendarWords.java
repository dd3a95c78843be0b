package org.wardbell.api.dashboard.calendar;

import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.Doctor;
import org.wardbell.activities.calendar.CalendarView;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.trouble.AlertKind;
import org.wardbell.api.calendar.CalendarErrorWords;
import org.wardbell.api.dashboard.frame.Figures;
import org.wardbell.workflows.calendar.CalendarState;

/**
 * The state of a calendar in words, with the outcome whose colour and shape it has.
 *
 * @param style a class of the style sheet
 * @param word a word or two
 * @param sentence what is so, and who does what about it
 */
public record CalendarWords(String style, String word, String sentence) {
  /** Returns the words for a calendar. */
  static CalendarWords of(CalendarView calendar) {
    return switch (calendar.state()) {
      case CONNECTING ->
          new CalendarWords(
              "waiting",
              "Connecting",
              calendar.lastError() == null
                  ? "It is compared with Google for the first time."
                  : error(calendar.lastError()));
      case RECONNECT_NEEDED ->
          new CalendarWords(
              "failed",
              "Connect again",
              calendar.lastError() == null
                  ? "Google no longer lets us in. The doctor has to connect the calendar again."
                  : error(calendar.lastError()));
      case DISCONNECTED ->
          new CalendarWords(
              "idle",
              "Given up",
              "Nothing is kept in step any more. Events that are in it stayed there.");
      case CONNECTED, POLL_ONLY -> live(calendar);
    };
  }

  private static CalendarWords live(CalendarView calendar) {
    if (calendar.alerts().contains(AlertKind.OPERATOR) && calendar.lastError() != null) {
      return new CalendarWords("failed", "Held up", error(calendar.lastError()));
    }
    if (calendar.lastError() != null) {
      return new CalendarWords("waiting", "Trying again", error(calendar.lastError()));
    }
    String trouble = trouble(calendar);
    if (!trouble.isEmpty()) {
      return new CalendarWords("waiting", "Needs a look", trouble);
    }
    if (calendar.unseenPushes() > 0 || calendar.waitingWrites() > 0) {
      return new CalendarWords(
          "waiting",
          "Catching up",
          "A change is on its way, for " + Figures.duration(calendar.lag()) + " so far.");
    }
    return calendar.state() == CalendarState.POLL_ONLY
        ? new CalendarWords(
            "delivered",
            "In step, polled",
            "Google sends no pushes for it, so changes made in Google arrive after minutes.")
        : new CalendarWords("delivered", "In step", "Nothing waits, in Google or here.");
  }

  private static String trouble(CalendarView calendar) {
    if (calendar.alerts().contains(AlertKind.SYNC_DELAYED)) {
      return "A change has waited for " + Figures.duration(calendar.lag()) + ".";
    }
    if (calendar.alerts().contains(AlertKind.CHANNEL_ENDING)) {
      return "Google’s pushes end soon and could not be renewed yet. It is polled then.";
    }
    if (calendar.alerts().contains(AlertKind.DEAD_TOKENS)) {
      return error("google_410_loop");
    }
    if (calendar.refusedWrites() > 0) {
      return counted(calendar.refusedWrites(), "appointment")
          + " cannot be shown in Google as they are: Google refuses that. Each says why.";
    }
    return calendar.quarantinedEvents() > 0
        ? counted(calendar.quarantinedEvents(), "event") + " of Google’s cannot be read; see below."
        : "";
  }

  private static String counted(int count, String what) {
    return Figures.count(count) + " " + what + (count == 1 ? "" : "s");
  }

  private static String error(String code) {
    return CalendarErrorWords.of(code);
  }

  /** Returns how pages call a doctor. */
  public static String name(Doctor doctor) {
    return doctor.name() == null ? "Doctor " + doctor.externalId() : doctor.name();
  }

  /** Returns on what permission a calendar lives. */
  static String permission(CalendarView.@Nullable ConnectedBy by) {
    return switch (by) {
      case null -> "None any more";
      case CONSENT -> "The doctor’s consent at Google";
      case SERVICE_ACCOUNT -> "The service account of this installation";
      case REFRESH_TOKEN -> "A permission that a program brought";
    };
  }

  /** Returns what a deleted event does. */
  static String deletion(CalendarPolicy policy) {
    return switch (policy.deletion()) {
      case CANCEL -> "An event that the doctor deletes in Google cancels its appointment.";
      case UNLINK ->
          "An event that the doctor deletes in Google leaves its appointment incomplete, until"
              + " somebody decides.";
    };
  }

  /** Returns who is invited. */
  static String guests(CalendarPolicy policy) {
    return switch (policy.guests()) {
      case NONE -> "Nobody is invited to events.";
      case PATIENT -> "The patient is invited to the event, and what they answer is recorded.";
    };
  }

  /** Returns whether there is a video meeting. */
  static String meet(CalendarPolicy policy) {
    return policy.meet()
        ? "Google makes a video meeting for each appointment."
        : "There are no video meetings.";
  }
}

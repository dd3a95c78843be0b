package org.wardbell.api.calendar;

import java.util.Map;

/** The words for a calendar's errors: what happened, and who does what about it. */
public final class CalendarErrorWords {
  private static final Map<String, String> WHOLE =
      Map.of(
          "google_410_loop",
          "Google declares each sync token dead at once. The calendar is read as a whole at most"
              + " three times an hour, and changes arrive late. It ends by itself; if it lasts for"
              + " a day, connect the calendar again.",
          "full_pass_limit",
          "The calendar was read as a whole three times within the hour; the next time comes by"
              + " itself.",
          "permission_unreadable",
          "The permission that is stored here does not open: its row was damaged, or the key that"
              + " sealed it is lost. Google is not asked. The doctor has to connect the calendar"
              + " again, or the operator restores the backup and resumes it.",
          "google_invalid_grant",
          "Google has taken the permission back. The doctor has to connect the calendar again.",
          "google_invalid_client",
          "Google does not know this installation's OAuth client. The operator checks"
              + " WARDBELL_GOOGLE_CLIENT_ID and WARDBELL_GOOGLE_CLIENT_SECRET.",
          "google_unreachable",
          "Google does not answer. It is asked again by itself; if it lasts, the operator checks"
              + " the way to www.googleapis.com and oauth2.googleapis.com.",
          "google_unreadable",
          "Google's answer cannot be read. It is asked again by itself.",
          "google_pace_user",
          "This doctor's calendar takes as many requests a minute as are allowed. It goes on by"
              + " itself.",
          "google_pace_project",
          "All calendars together take as many requests a minute as are allowed. It goes on by"
              + " itself.");

  private CalendarErrorWords() {}

  /** Returns a sentence or two for a code. */
  public static String of(String code) {
    String known = WHOLE.get(code);
    if (known != null) {
      return known;
    }
    if (code.endsWith("_accessNotConfigured") || code.endsWith("_SERVICEDISABLED")) {
      return "The Google Calendar API is not enabled in this installation's Google Cloud project."
          + " The operator enables it; doctors stay connected.";
    }
    if (code.endsWith("_domainPolicy")) {
      return "The administrators of the doctor's Google Workspace do not allow this. They allow the"
          + " application; doctors stay connected.";
    }
    if (code.startsWith("google_404") || code.startsWith("google_410")) {
      return "Google does not show the calendar to the doctor who connected it. If it lasts, it is"
          + " to be shared again; then it resumes by itself.";
    }
    if (code.contains("ateLimitExceeded")
        || code.contains("uotaExceeded")
        || code.startsWith("google_429")) {
      return "Google asks for fewer requests. It goes on by itself.";
    }
    if (code.startsWith("google_401") || code.endsWith("_insufficientPermissions")) {
      return "The permission does not cover this. The doctor has to connect the calendar again and"
          + " to agree to everything asked.";
    }
    if (code.startsWith("google_403")) {
      return "Google refuses this to the doctor who connected the calendar. If it lasts, the doctor"
          + " has to be allowed to change events in it; then it resumes by itself.";
    }
    if (code.startsWith("google_5") || code.startsWith("google_token_5")) {
      return "Google is in trouble. It is asked again by itself.";
    }
    return "Google refused a request. It is asked again by itself.";
  }
}

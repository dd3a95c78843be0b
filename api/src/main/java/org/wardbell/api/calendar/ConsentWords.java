package org.wardbell.api.calendar;

/** The words for what can go wrong with a consent, each with what to do next. */
public final class ConsentWords {
  private ConsentWords() {}

  /** Returns a sentence or two for a code. */
  public static String of(String code) {
    return switch (code) {
      case "access_denied" ->
          "Google was told not to allow it. Start again if that was not intended.";
      case "superseded" -> "A newer link was made for this doctor. Use that one.";
      case "scopes_missing" ->
          "Not everything was allowed. Start again, and leave both boxes about calendars ticked on"
              + " Google's page.";
      case "no_refresh_token" ->
          "Google gave no lasting permission. Remove Wardbell's access at"
              + " myaccount.google.com/connections, then start again.";
      case "another_account" ->
          "The calendar belongs to another Google account than the one that was chosen. Start again"
              + " and choose the account that was connected before. To change the account, the"
              + " clinic gives the calendar up first.";
      case "another_calendar" ->
          "The doctor had another connected calendar, which an older version did not allow. Start"
              + " again.";
      case "calendar_not_found" ->
          "The account has no such calendar, or may only read it. Start again with an account that"
              + " may change it, or name another calendar.";
      case "not_chosen" ->
          "No calendar was chosen within an hour, so the permission was given back. Start again.";
      case "no_worker", "not_waiting" ->
          "No worker could take this up, and what Google gave is good only once. Start again.";
      case "google_invalid_grant" ->
          "Google did not accept the way back; it may have taken too long. Start again.";
      case "google_invalid_client" ->
          "Google does not know this server's OAuth client. The operator checks"
              + " WARDBELL_GOOGLE_CLIENT_ID and WARDBELL_GOOGLE_CLIENT_SECRET.";
      case "google_redirect_uri_mismatch" ->
          "Google does not know this server's address. The operator adds it to the authorized"
              + " redirect URIs of the OAuth client.";
      default ->
          "Google could not be asked ("
              + code
              + "). Start again; if it stays so, tell the operator.";
    };
  }
}

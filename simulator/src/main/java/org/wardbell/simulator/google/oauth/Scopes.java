package org.wardbell.simulator.google.oauth;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The scopes that the consent page knows, in the words in which it asks for them. */
public final class Scopes {
  public static final String OPENID = "openid";
  public static final String EMAIL = "email";
  public static final String CALENDAR = "https://www.googleapis.com/auth/calendar";
  public static final String CALENDAR_READONLY =
      "https://www.googleapis.com/auth/calendar.readonly";
  public static final String CALENDAR_EVENTS = "https://www.googleapis.com/auth/calendar.events";
  public static final String CALENDAR_EVENTS_READONLY =
      "https://www.googleapis.com/auth/calendar.events.readonly";
  public static final String CALENDAR_LIST_READONLY =
      "https://www.googleapis.com/auth/calendar.calendarlist.readonly";

  private static final Map<String, String> WORDS = words();

  private Scopes() {}

  private static Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put(OPENID, "Know who you are on Google");
    words.put(EMAIL, "See your primary Google Account email address");
    words.put(CALENDAR, "See, edit, share and permanently delete all your calendars");
    words.put(CALENDAR_READONLY, "See and download any calendar that you can access");
    words.put(CALENDAR_EVENTS, "View and edit events on all your calendars");
    words.put(CALENDAR_EVENTS_READONLY, "View events on all your calendars");
    words.put(CALENDAR_LIST_READONLY, "See the list of the calendars you are subscribed to");
    return Collections.unmodifiableMap(words);
  }

  /** Returns every scope that there is. */
  public static Set<String> all() {
    return WORDS.keySet();
  }

  /** Returns what the consent page says of a scope. */
  static String words(String scope) {
    return WORDS.getOrDefault(scope, scope);
  }

  /** Returns whether a person may leave the scope out; who they are cannot be left out. */
  static boolean isOptional(String scope) {
    return !scope.equals(OPENID) && !scope.equals(EMAIL);
  }

  /** Reads the scopes of a request or an assertion, which spaces separate. */
  static Set<String> split(String text) {
    Set<String> scopes = new LinkedHashSet<>(List.of(text.trim().split(" +")));
    scopes.remove("");
    return scopes;
  }
}

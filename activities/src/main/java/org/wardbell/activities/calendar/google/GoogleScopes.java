package org.wardbell.activities.calendar.google;

import java.util.List;

/**
 * The scopes that we ask for, and no more (guide "Choose Google Calendar API scopes"). Both of the
 * calendar are "sensitive", none is "restricted".
 */
public final class GoogleScopes {
  /** Reads and writes events, and watches them. */
  public static final String EVENTS = "https://www.googleapis.com/auth/calendar.events";

  /** Lists the account's calendars, so that one can be chosen. */
  public static final String LIST = "https://www.googleapis.com/auth/calendar.readonly";

  /** Tells which account consented, and nothing else about it. */
  public static final String IDENTITY = "openid";

  /** What the consent page asks for. */
  public static final List<String> OF_CONSENT = List.of(IDENTITY, EVENTS, LIST);

  private GoogleScopes() {}
}

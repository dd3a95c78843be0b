package org.wardbell.simulator.google.api;

/** The methods of Calendar v3 that the simulator knows, under Google's own names. */
public enum ApiMethod {
  EVENTS_LIST("events.list", false),
  EVENTS_GET("events.get", false),
  EVENTS_INSERT("events.insert", true),
  EVENTS_UPDATE("events.update", true),
  EVENTS_PATCH("events.patch", true),
  EVENTS_DELETE("events.delete", true),
  EVENTS_INSTANCES("events.instances", false),
  EVENTS_MOVE("events.move", true),
  EVENTS_WATCH("events.watch", false),
  CHANNELS_STOP("channels.stop", false),
  CALENDARS_GET("calendars.get", false),
  CALENDAR_LIST_GET("calendarList.get", false),
  CALENDAR_LIST_LIST("calendarList.list", false),
  OAUTH_TOKEN("oauth.token", false),
  OAUTH_REVOKE("oauth.revoke", false),

  /** A request that is no method of this API; answered 404, but logged and counted. */
  UNKNOWN("unknown", false);

  private final String wireName;
  private final boolean writesEvents;

  ApiMethod(String wireName, boolean writesEvents) {
    this.wireName = wireName;
    this.writesEvents = writesEvents;
  }

  /** Returns Google's name of the method, such as {@code events.insert}. */
  public String wireName() {
    return wireName;
  }

  /** Returns true for methods that change an event. */
  public boolean writesEvents() {
    return writesEvents;
  }

  public static ApiMethod named(String wireName) {
    for (ApiMethod method : values()) {
      if (method.wireName.equals(wireName)) {
        return method;
      }
    }
    throw new IllegalArgumentException("method " + wireName + " is unknown, try events.list");
  }
}

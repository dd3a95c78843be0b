package org.wardbell.simulator.google.api;

import java.util.Set;
import org.wardbell.simulator.google.oauth.Scopes;

/** The scopes of which each method needs one, as the reference of each method lists them. */
final class MethodScopes {
  private static final Set<String> EVENTS_WRITE = Set.of(Scopes.CALENDAR, Scopes.CALENDAR_EVENTS);
  private static final Set<String> EVENTS_READ =
      Set.of(
          Scopes.CALENDAR,
          Scopes.CALENDAR_READONLY,
          Scopes.CALENDAR_EVENTS,
          Scopes.CALENDAR_EVENTS_READONLY);
  private static final Set<String> CALENDARS = Set.of(Scopes.CALENDAR, Scopes.CALENDAR_READONLY);
  private static final Set<String> CALENDAR_LISTS =
      Set.of(Scopes.CALENDAR, Scopes.CALENDAR_READONLY, Scopes.CALENDAR_LIST_READONLY);

  private MethodScopes() {}

  static Set<String> of(ApiMethod method) {
    return switch (method) {
      case CALENDARS_GET -> CALENDARS;
      case CALENDAR_LIST_GET, CALENDAR_LIST_LIST -> CALENDAR_LISTS;
      default -> method.writesEvents() ? EVENTS_WRITE : EVENTS_READ;
    };
  }
}

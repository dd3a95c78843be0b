package org.wardbell.simulator.google.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.http.Query;

/** The method that a request means, and its target. */
record ApiCallTarget(ApiMethod method, String calendarId, String eventId) {

  private static final String ROOT = "/calendar/v3/";

  /** Reads verb and path. */
  static ApiCallTarget of(String verb, String path) {
    ApiCallTarget known = known(verb, path);
    return known == null ? new ApiCallTarget(ApiMethod.UNKNOWN, "", "") : known;
  }

  private static @Nullable ApiCallTarget known(String verb, String path) {
    if (!path.startsWith(ROOT)) {
      return verb.equals("POST") ? oauth(path) : null;
    }
    List<String> parts = new ArrayList<>();
    for (String part : path.substring(ROOT.length()).split("/", -1)) {
      // A plus sign in a path is a plus sign; only in a query it means a space.
      parts.add(Query.decode(part.replace("+", "%2B")));
    }
    return switch (parts.getFirst()) {
      case "calendars" -> calendars(verb, parts);
      case "channels" ->
          verb.equals("POST") && parts.equals(List.of("channels", "stop"))
              ? new ApiCallTarget(ApiMethod.CHANNELS_STOP, "", "")
              : null;
      case "users" -> calendarList(verb, parts);
      default -> null;
    };
  }

  private static @Nullable ApiCallTarget oauth(String path) {
    return switch (path) {
      case "/token" -> new ApiCallTarget(ApiMethod.OAUTH_TOKEN, "", "");
      case "/revoke" -> new ApiCallTarget(ApiMethod.OAUTH_REVOKE, "", "");
      default -> null;
    };
  }

  private static @Nullable ApiCallTarget calendars(String verb, List<String> parts) {
    if (parts.size() < 2) {
      return null;
    }
    String calendar = parts.get(1);
    if (parts.size() == 2) {
      return verb.equals("GET") ? new ApiCallTarget(ApiMethod.CALENDARS_GET, calendar, "") : null;
    }
    if (!parts.get(2).equals("events") || parts.size() > 5) {
      return null;
    }
    if (parts.size() == 3) {
      return switch (verb) {
        case "GET" -> new ApiCallTarget(ApiMethod.EVENTS_LIST, calendar, "");
        case "POST" -> new ApiCallTarget(ApiMethod.EVENTS_INSERT, calendar, "");
        default -> null;
      };
    }
    String event = parts.get(3);
    if (parts.size() == 5) {
      return switch (verb + " " + parts.get(4)) {
        case "GET instances" -> new ApiCallTarget(ApiMethod.EVENTS_INSTANCES, calendar, event);
        case "POST move" -> new ApiCallTarget(ApiMethod.EVENTS_MOVE, calendar, event);
        default -> null;
      };
    }
    return switch (verb) {
      case "POST" ->
          event.equals("watch") ? new ApiCallTarget(ApiMethod.EVENTS_WATCH, calendar, "") : null;
      case "GET" -> new ApiCallTarget(ApiMethod.EVENTS_GET, calendar, event);
      case "PUT" -> new ApiCallTarget(ApiMethod.EVENTS_UPDATE, calendar, event);
      case "PATCH" -> new ApiCallTarget(ApiMethod.EVENTS_PATCH, calendar, event);
      case "DELETE" -> new ApiCallTarget(ApiMethod.EVENTS_DELETE, calendar, event);
      default -> null;
    };
  }

  private static @Nullable ApiCallTarget calendarList(String verb, List<String> parts) {
    boolean known =
        verb.equals("GET")
            && parts.size() >= 3
            && parts.get(1).equals("me")
            && parts.get(2).equals("calendarList");
    if (known && parts.size() == 3) {
      return new ApiCallTarget(ApiMethod.CALENDAR_LIST_LIST, "", "");
    }
    return known && parts.size() == 4
        ? new ApiCallTarget(ApiMethod.CALENDAR_LIST_GET, parts.get(3), "")
        : null;
  }
}

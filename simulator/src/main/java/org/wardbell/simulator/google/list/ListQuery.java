package org.wardbell.simulator.google.list;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.google.calendar.GoogleException;
import org.wardbell.simulator.http.Query;

/**
 * The parameters of events.list that change the result.
 *
 * @param shape the parameters that a sync token and a page token are bound to
 * @param eventTypes the types that are wanted; all types when empty
 */
record ListQuery(
    String shape,
    boolean singleEvents,
    boolean showDeleted,
    Set<String> eventTypes,
    @Nullable Instant timeMin,
    @Nullable Instant timeMax,
    @Nullable Instant updatedMin,
    String orderBy,
    Query parameters,
    int maxResults) {

  /** Items on a page when the client does not say (reference of events.list). */
  private static final int DEFAULT_MAX_RESULTS = 250;

  /** Most items on a page (reference of events.list). */
  private static final int GREATEST_MAX_RESULTS = 2_500;

  /** The oldest updatedMin. Google gives no figure; clients report about a month. */
  private static final Duration OLDEST_UPDATED_MIN = Duration.ofDays(28);

  /** The values of the parameter eventTypes (reference of events.list). */
  private static final Set<String> EVENT_TYPES =
      Set.of("birthday", "default", "focusTime", "fromGmail", "outOfOffice", "workingLocation");

  private static final List<String> REFUSED_WITH_SYNC_TOKEN =
      List.of(
          "iCalUID",
          "orderBy",
          "privateExtendedProperty",
          "q",
          "sharedExtendedProperty",
          "timeMin",
          "timeMax",
          "updatedMin");

  static ListQuery of(Query query) {
    boolean incremental = query.get("syncToken") != null;
    if (incremental) {
      checkIncremental(query);
    }
    String orderBy = query.get("orderBy", "");
    if (orderBy.equals("startTime") && !query.isTrue("singleEvents")) {
      throw GoogleException.invalidParameter(
          "orderBy", "The requested ordering is not available for the particular query.");
    }
    Instant updatedMin = moment(query, "updatedMin");
    if (updatedMin != null && updatedMin.isBefore(Instant.now().minus(OLDEST_UPDATED_MIN))) {
      throw new GoogleException(
          410,
          "updatedMinTooLongAgo",
          "The requested minimum modification time lies too far in the past.",
          "updatedMin");
    }
    Set<String> eventTypes = new TreeSet<>(query.values("eventTypes"));
    if (!EVENT_TYPES.containsAll(eventTypes)) {
      throw GoogleException.invalidParameter("eventTypes", "Invalid value for eventTypes.");
    }
    boolean singleEvents = query.isTrue("singleEvents");
    return new ListQuery(
        "singleEvents=" + singleEvents + "&eventTypes=" + eventTypes,
        singleEvents,
        incremental || query.isTrue("showDeleted"),
        eventTypes,
        moment(query, "timeMin"),
        moment(query, "timeMax"),
        updatedMin,
        orderBy,
        query,
        maxResults(query));
  }

  /** Reported by users: the reason that Google gives, which its reference does not name. */
  private static GoogleException otherQuery() {
    return new GoogleException(
        400,
        "syncTokenWithRequestRestrictions",
        "Sync token cannot be used with request restrictions.",
        "syncToken");
  }

  private static GoogleException otherOrder() {
    return new GoogleException(
        400,
        "syncTokenWithNonDefaultOrdering",
        "Sync token cannot be used with non-default ordering.",
        "orderBy");
  }

  private static void checkIncremental(Query query) {
    for (String name : REFUSED_WITH_SYNC_TOKEN) {
      if (query.get(name) != null) {
        throw name.equals("orderBy") ? otherOrder() : otherQuery();
      }
    }
    if ("false".equals(query.get("showDeleted"))) {
      throw GoogleException.invalidParameter(
          "showDeleted", "Sync token cannot be used with showDeleted set to false.");
    }
  }

  /** Reads the parameters of events.instances, which is a list of its own. */
  static ListQuery ofInstances(Query query) {
    return new ListQuery(
        "instances",
        true,
        query.isTrue("showDeleted"),
        Set.of(),
        moment(query, "timeMin"),
        moment(query, "timeMax"),
        null,
        "",
        query,
        maxResults(query));
  }

  private static int maxResults(Query query) {
    long asked = query.number("maxResults", DEFAULT_MAX_RESULTS);
    if (asked < 1) {
      throw GoogleException.invalidParameter("maxResults", "Invalid value for maxResults.");
    }
    return (int) Math.min(asked, GREATEST_MAX_RESULTS);
  }

  private static @Nullable Instant moment(Query query, String name) {
    String text = query.get(name);
    return text == null ? null : moment(text, name);
  }

  /** Reads a moment with an offset; 400 when it is none, naming the parameter. */
  static Instant moment(String text, String name) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw GoogleException.invalidParameter(name, "Bad Request: " + name + " is not RFC 3339.");
    }
  }
}

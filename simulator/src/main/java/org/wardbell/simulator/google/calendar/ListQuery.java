package org.wardbell.simulator.google.calendar;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.http.Query;

/**
 * The parameters of events.list that change the result.
 *
 * @param shape the parameters that a sync token and a page token are bound to
 */
record ListQuery(
    String shape,
    boolean showDeleted,
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
    int asked = (int) query.number("maxResults", DEFAULT_MAX_RESULTS);
    if (asked < 1) {
      throw GoogleException.invalidParameter("maxResults", "Invalid value for maxResults.");
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
    return new ListQuery(
        "singleEvents=" + query.isTrue("singleEvents"),
        incremental || query.isTrue("showDeleted"),
        moment(query, "timeMin"),
        moment(query, "timeMax"),
        updatedMin,
        orderBy,
        query,
        Math.min(asked, GREATEST_MAX_RESULTS));
  }

  private static void checkIncremental(Query query) {
    for (String name : REFUSED_WITH_SYNC_TOKEN) {
      if (query.get(name) != null) {
        throw GoogleException.invalidParameter(
            name, "Sync token cannot be used together with " + name + ".");
      }
    }
    if ("false".equals(query.get("showDeleted"))) {
      throw GoogleException.invalidParameter(
          "showDeleted", "Sync token cannot be used with showDeleted set to false.");
    }
  }

  private static @Nullable Instant moment(Query query, String name) {
    String text = query.get(name);
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw GoogleException.invalidParameter(name, "Bad Request: " + name + " is not RFC 3339.");
    }
  }
}

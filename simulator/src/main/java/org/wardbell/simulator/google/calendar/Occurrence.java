package org.wardbell.simulator.google.calendar;

import tools.jackson.databind.node.ObjectNode;

/**
 * One instance of a series, as the series' rule makes it: its identity and its original time.
 *
 * @param id the series' id, an underscore and the original start in UTC (reported by users: Google
 *     documents instance ids as opaque)
 * @param span the original time
 */
record Occurrence(
    String id, String seriesId, ObjectNode start, ObjectNode end, StoredEvent.TimeSpan span) {

  /** Returns the instance as Google shows it while nobody has changed it alone. */
  StoredEvent of(StoredEvent series) {
    ObjectNode json = series.json().deepCopy();
    json.remove("recurrence");
    json.put("id", id);
    json.put("recurringEventId", seriesId);
    json.set("originalStartTime", start.deepCopy());
    json.set("start", start.deepCopy());
    json.set("end", end.deepCopy());
    return new StoredEvent(id, json, series.change(), series.etag(), false, span, span);
  }

  /** Returns what is left of the instance when its series no longer has it. */
  StoredEvent gone(StoredEvent series) {
    ObjectNode json = series.json().objectNode();
    json.put("kind", "calendar#event");
    json.put("id", id);
    json.put("status", "cancelled");
    json.put("recurringEventId", seriesId);
    json.set("originalStartTime", start.deepCopy());
    json.set("updated", series.json().path("updated"));
    json.put("etag", series.etag());
    return new StoredEvent(id, json, series.change(), series.etag(), false, span, span);
  }
}

package org.wardbell.simulator.google.list;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.google.calendar.StoredEvent;
import org.wardbell.simulator.google.calendar.StoredEvent.TimeSpan;
import org.wardbell.simulator.http.Query;
import tools.jackson.databind.JsonNode;

/** The choice of the events that a list shows, and their order. */
final class EventFilter {

  private final ListQuery query;
  private final ListSwitches switches;

  EventFilter(ListQuery query, ListSwitches switches) {
    this.query = query;
    this.switches = switches;
  }

  /** Returns whether an incremental list shows the event. */
  boolean changedSince(StoredEvent event, SyncTokens.Position position) {
    return event.change() > position.change()
        && !event.forgotten()
        && hasType(event)
        && isStillTold(event)
        && ((event.isInstance() && switches.instancesBeyondTheWindow())
            || overlaps(event.ever(), position.timeMin(), position.timeMax()));
  }

  /** Returns whether a full list shows the event. */
  boolean wanted(StoredEvent event) {
    if (event.cancelled() && !showsDeleted(event)) {
      return false;
    }
    JsonNode json = event.json();
    Instant updated = Instant.parse(json.path("updated").asString(""));
    return overlaps(event.now(), query.timeMin(), query.timeMax())
        && (query.updatedMin() == null || !updated.isBefore(query.updatedMin()))
        && hasType(event)
        && matches(json, query.parameters());
  }

  /** Returns whether the instance is the one that the parameter originalStart asks for, if any. */
  boolean isOriginal(StoredEvent instance) {
    JsonNode original = instance.json().path("originalStartTime");
    String text = original.path("dateTime").asString(original.path("date").asString(""));
    String asked = query.parameters().get("originalStart");
    return asked == null || sameMoment(asked, text);
  }

  Comparator<StoredEvent> order() {
    return query.orderBy().equals("startTime")
        ? Comparator.comparing(event -> event.now().from())
        : Comparator.comparingLong(StoredEvent::change);
  }

  private boolean hasType(StoredEvent event) {
    String type = event.json().path("eventType").asString("default");
    return query.eventTypes().isEmpty() || query.eventTypes().contains(type);
  }

  /**
   * Returns whether a tombstone shows. Cancelled instances show anyway when series are not
   * expanded, and everything does that was deleted since updatedMin (reference of events.list).
   */
  private boolean showsDeleted(StoredEvent event) {
    boolean neededToExpand = event.isInstance() && !query.singleEvents();
    return neededToExpand
        || (!event.forgotten() && (query.showDeleted() || query.updatedMin() != null));
  }

  /** Returns false for a tombstone that a long series' end leaves out when the switch says so. */
  private boolean isStillTold(StoredEvent event) {
    Duration reach = switches.tombstonesOfInstancesReach();
    return reach == null
        || !event.cancelled()
        || !event.isInstance()
        || event.now().from().isBefore(Instant.now().plus(reach));
  }

  private static boolean overlaps(
      TimeSpan span, @Nullable Instant timeMin, @Nullable Instant timeMax) {
    return (timeMin == null || span.to().isAfter(timeMin))
        && (timeMax == null || span.from().isBefore(timeMax));
  }

  private static boolean matches(JsonNode event, Query query) {
    String text = query.get("q", "").toLowerCase(Locale.ROOT);
    String uid = query.get("iCalUID", "");
    JsonNode properties = event.path("extendedProperties");
    String words = event.path("summary").asString("") + event.path("description").asString("");
    return words.toLowerCase(Locale.ROOT).contains(text)
        && (uid.isEmpty() || uid.equals(event.path("iCalUID").asString("")))
        && query.values("privateExtendedProperty").stream()
            .allMatch(property -> holds(properties.path("private"), property))
        && query.values("sharedExtendedProperty").stream()
            .allMatch(property -> holds(properties.path("shared"), property));
  }

  private static boolean holds(JsonNode properties, String property) {
    int equals = property.indexOf('=');
    return equals >= 0
        && properties
            .path(property.substring(0, equals))
            .asString("")
            .equals(property.substring(equals + 1));
  }

  private static boolean sameMoment(String one, String other) {
    if (!one.contains("T") || !other.contains("T")) {
      return one.equals(other);
    }
    return ListQuery.moment(one, "originalStart").equals(ListQuery.moment(other, "originalStart"));
  }
}

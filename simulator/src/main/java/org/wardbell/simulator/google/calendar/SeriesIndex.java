package org.wardbell.simulator.google.calendar;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The instances of a calendar's series: those that there are, and those that there were. */
final class SeriesIndex {

  private final Map<String, Map<String, Occurrence>> current = new LinkedHashMap<>();
  private final Map<String, StoredEvent> gone = new LinkedHashMap<>();

  /** Returns the instances that a state of an event has; none unless it is a living series. */
  static Map<String, Occurrence> occurrences(StoredEvent event, ZoneId zone) {
    Map<String, Occurrence> found = new LinkedHashMap<>();
    if (event.isSeries() && !event.cancelled()) {
      SeriesExpansion.of(event.json(), zone).forEach(each -> found.put(each.id(), each));
    }
    return found;
  }

  /** Takes a new state of an event, and returns the ids of the instances that it no longer has. */
  List<String> stored(StoredEvent event, Map<String, Occurrence> after) {
    Map<String, Occurrence> before =
        after.isEmpty() ? current.remove(event.id()) : current.put(event.id(), after);
    List<String> lost = new ArrayList<>();
    if (before != null) {
      for (Occurrence former : before.values()) {
        if (!after.containsKey(former.id())) {
          gone.put(former.id(), former.gone(event));
          lost.add(former.id());
        }
      }
    }
    after.keySet().forEach(gone::remove);
    return lost;
  }

  /** Returns an instance that nobody has changed alone, or what is left of one; null without. */
  @Nullable StoredEvent find(String instanceId, Map<String, StoredEvent> events) {
    int end = instanceId.lastIndexOf('_');
    String seriesId = end < 0 ? "" : instanceId.substring(0, end);
    Occurrence occurrence = current.getOrDefault(seriesId, Map.of()).get(instanceId);
    StoredEvent series = events.get(seriesId);
    return occurrence == null || series == null ? gone.get(instanceId) : occurrence.of(series);
  }

  /** Returns the living instances of a series, with the changes that were made to each alone. */
  List<StoredEvent> instances(String seriesId, Map<String, StoredEvent> events) {
    List<StoredEvent> found = new ArrayList<>();
    StoredEvent series = events.get(seriesId);
    if (series != null) {
      for (Occurrence occurrence : current.getOrDefault(seriesId, Map.of()).values()) {
        StoredEvent alone = events.get(occurrence.id());
        found.add(alone == null ? occurrence.of(series) : alone);
      }
    }
    return found;
  }

  /** Returns the instances of all series, and what is left of former ones. */
  List<StoredEvent> all(Map<String, StoredEvent> events) {
    List<StoredEvent> found = new ArrayList<>();
    current.keySet().forEach(seriesId -> found.addAll(instances(seriesId, events)));
    found.addAll(gone.values());
    return found;
  }

  void forgetTombstones() {
    gone.replaceAll((id, event) -> event.forgottenTombstone());
  }
}

package org.wardbell.activities.calendar.sync;

import java.util.ArrayList;
import java.util.List;
import org.wardbell.activities.calendar.google.event.RemoteEvent;

/**
 * The moves of one pull whose place is still taken. A later page may make room, so they are decided
 * with the last one. Nothing of them is stored before that: an interrupted pull sees them again.
 */
final class OpenMoves {
  /** A page's worth; with more, those so far are decided at once. */
  private static final int LIMIT = 250;

  private List<RemoteEvent> events = List.of();

  /** Returns these events and then a page's, so that of an event the newer form comes later. */
  List<RemoteEvent> with(List<RemoteEvent> page) {
    List<RemoteEvent> all = new ArrayList<>(events);
    all.addAll(page);
    return all;
  }

  /** Returns the same, and keeps none of them: they are decided one by one now. */
  List<RemoteEvent> takeWith(List<RemoteEvent> page) {
    List<RemoteEvent> all = with(page);
    events = List.of();
    return all;
  }

  boolean isFull() {
    return events.size() > LIMIT;
  }

  void replace(List<RemoteEvent> putOff) {
    events = List.copyOf(putOff);
  }
}

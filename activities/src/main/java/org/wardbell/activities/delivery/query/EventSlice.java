package org.wardbell.activities.delivery.query;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.event.KeptEvent;

/**
 * Part of a list, newest first.
 *
 * @param events may be fewer than asked for, even none, although there are more
 * @param next read on with events before this number; null at the end
 */
public record EventSlice(List<KeptEvent> events, @Nullable Long next) {
  public EventSlice {
    events = List.copyOf(events);
  }
}

package org.wardbell.api.event;

import java.util.List;

/** The events of a batch, in the order they were sent. */
record BatchView(List<AcceptedView> events) {
  BatchView {
    events = List.copyOf(events);
  }
}

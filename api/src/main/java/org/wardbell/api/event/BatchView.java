package org.wardbell.api.event;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The events of a batch, in the order they were sent. */
@Schema(name = "AcceptedEvents")
record BatchView(List<AcceptedView> events) {
  BatchView {
    events = List.copyOf(events);
  }
}

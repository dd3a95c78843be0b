package org.wardbell.api.event;

import io.swagger.v3.oas.annotations.media.Schema;
import org.wardbell.activities.event.NewEvent;

/** The answer to an event that would be kept. */
@Schema(name = "CheckedEvent")
record CheckedView(
    @Schema(description = "Its type, by the catalogue's own name.", example = "appointment.booked")
        String type) {
  static CheckedView of(NewEvent event) {
    return new CheckedView(event.type());
  }
}

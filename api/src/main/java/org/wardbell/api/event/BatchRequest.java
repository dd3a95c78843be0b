package org.wardbell.api.event;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The shape of a posted batch, for the API reference; {@link EventParser} reads it. */
@Schema(name = "BatchRequest")
record BatchRequest(
    @Schema(description = "1-100 events.", requiredMode = Schema.RequiredMode.REQUIRED)
        List<EventRequest> events) {
  BatchRequest {
    events = List.copyOf(events);
  }
}

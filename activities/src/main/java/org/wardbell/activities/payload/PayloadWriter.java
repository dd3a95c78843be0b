package org.wardbell.activities.payload;

import java.util.UUID;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.template.Variables;

/** Writes events in one format. Immutable: what can be prepared is prepared once per webhook. */
interface PayloadWriter {
  /**
   * Writes an event.
   *
   * @param event with no more data than may leave
   * @param variables of the same event
   * @throws org.wardbell.activities.template.UnrenderableException if this event cannot be written
   */
  RenderedPayload write(EventFacts event, Variables variables, UUID deliveryId);
}

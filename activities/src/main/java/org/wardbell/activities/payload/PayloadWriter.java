package org.wardbell.activities.payload;

import java.util.UUID;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.template.Variables;

/**
 * A writer of events in one format. Immutable: templates and expressions are prepared once per
 * webhook.
 */
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

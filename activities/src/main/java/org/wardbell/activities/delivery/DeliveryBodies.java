package org.wardbell.activities.delivery;

import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.webhook.KeptWebhook;

/** The same bytes for every attempt: kept ones are opened, the standard envelope is made again. */
final class DeliveryBodies {
  static final String COLUMN = "delivery.body";

  private final RequestRenderer renderer;
  private final Encryption encryption;

  DeliveryBodies(RequestRenderer renderer, Encryption encryption) {
    this.renderer = renderer;
    this.encryption = encryption;
  }

  RenderedBody of(DeliveryRecord delivery, KeptWebhook webhook, EventFacts event) {
    byte[] kept = delivery.getBodyCiphertext();
    if (kept == null) {
      return renderer.envelope(event, delivery.getEnvelopeVersion(), delivery.getContentType());
    }
    byte[] bytes = encryption.open(event.clinic().id(), COLUMN, delivery.getId(), kept);
    return new RenderedBody(bytes, delivery.getContentType(), false);
  }
}

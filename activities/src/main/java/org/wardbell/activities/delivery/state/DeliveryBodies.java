package org.wardbell.activities.delivery.state;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.crypto.BrokenSealException;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.request.RenderedBody;
import org.wardbell.activities.request.RequestRenderer;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.delivery.TransportProblem;

/** The bodies of deliveries, the same bytes for every attempt: opened, or made again. */
public final class DeliveryBodies {
  public static final String COLUMN = "delivery.body";

  private static final Logger log = LoggerFactory.getLogger(DeliveryBodies.class);

  private final RequestRenderer renderer;
  private final Encryption encryption;

  public DeliveryBodies(RequestRenderer renderer, Encryption encryption) {
    this.renderer = renderer;
    this.encryption = encryption;
  }

  /** The body of a delivery whose row is locked; what was never sent is rendered now, and kept. */
  RenderedBody of(DeliveryRecord delivery, KeptWebhook webhook, EventFacts event) {
    byte[] kept = delivery.getBodyCiphertext();
    if (kept != null) {
      RenderedBody body = opened(delivery, event, kept);
      if (body.problem() != null) {
        log.error("the body of delivery {} cannot be opened, it is not sent", delivery.getId());
      }
      return body;
    }
    if (!event.isReadable()) {
      return renderer.body(webhook, event, delivery.getId());
    }
    return delivery.getEnvelopeVersion() == null
        ? freeze(delivery, event, render(webhook, event, delivery.getId()))
        : renderer.envelope(event, delivery.getEnvelopeVersion(), delivery.getContentType());
  }

  /**
   * Returns the body of a delivery for somebody who looks: as it was sent, or as it would be sent
   * now; nothing is kept.
   */
  public RenderedBody shown(DeliveryRecord delivery, KeptWebhook webhook, EventFacts event) {
    if (delivery.getBodyCiphertext() != null) {
      return opened(delivery, event, delivery.getBodyCiphertext());
    }
    return delivery.getEnvelopeVersion() == null
        ? renderer.body(webhook, event, delivery.getId())
        : renderer.envelope(event, delivery.getEnvelopeVersion(), delivery.getContentType());
  }

  private RenderedBody opened(DeliveryRecord delivery, EventFacts event, byte[] kept) {
    String contentType = delivery.getContentType();
    try {
      byte[] bytes = encryption.open(event.clinic().id(), COLUMN, delivery.getId(), kept);
      return new RenderedBody(bytes, contentType, false);
    } catch (BrokenSealException _) {
      return RenderedBody.unsendable(TransportProblem.EVENT_UNREADABLE, contentType);
    }
  }

  /**
   * Returns whether a delivery has no body yet. Resends and replays wait without one; the webhook
   * may change until they are sent.
   */
  static boolean isUnrendered(DeliveryRecord delivery, EventFacts event) {
    return delivery.getBodyCiphertext() == null
        && delivery.getEnvelopeVersion() == null
        && event.isReadable();
  }

  /** Makes a body by the webhook as it is now; keeps nothing. */
  RenderedBody render(KeptWebhook webhook, EventFacts event, UUID deliveryId) {
    return renderer.body(webhook, event, deliveryId);
  }

  /** Keeps a body for all attempts of a delivery whose row is locked. */
  RenderedBody freeze(DeliveryRecord delivery, EventFacts event, RenderedBody body) {
    if (body.problem() != null) {
      return body; // Nothing to keep: the claim ends it without a request.
    }
    delivery.setContentType(body.contentType());
    if (body.reproducible()) {
      delivery.setEnvelopeVersion(RequestRenderer.ENVELOPE_VERSION);
    } else {
      Sealed sealed = encryption.seal(event.clinic().id(), COLUMN, delivery.getId(), body.bytes());
      delivery.setBodyCiphertext(sealed.ciphertext());
      delivery.setKeyId(sealed.keyId());
    }
    delivery.update(
        DELIVERY.CONTENT_TYPE,
        DELIVERY.ENVELOPE_VERSION,
        DELIVERY.BODY_CIPHERTEXT,
        DELIVERY.KEY_ID);
    return body;
  }
}

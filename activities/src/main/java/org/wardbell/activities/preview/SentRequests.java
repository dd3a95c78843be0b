package org.wardbell.activities.preview;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.crypto.BrokenSealException;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.state.DeliveryBodies;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.activities.event.KeptEvent;
import org.wardbell.activities.expression.ExpressionOverload;
import org.wardbell.activities.request.RenderedBody;
import org.wardbell.activities.request.RequestRenderer;
import org.wardbell.activities.template.UnrenderableException;
import org.wardbell.activities.webhook.KeptWebhook;

/**
 * The requests of attempts, made again: the body that was kept, with URL and headers of the webhook
 * as it is now, signed for this moment. Nothing is sent.
 */
public final class SentRequests {
  private final DSLContext database;
  private final EventQuery events;
  private final ClinicStore clinics;
  private final RequestRenderer renderer;
  private final DeliveryBodies bodies;

  /**
   * @param renderer apart from the one that sends
   */
  public SentRequests(
      DSLContext database,
      EventQuery events,
      ClinicStore clinics,
      RequestRenderer renderer,
      Encryption encryption) {
    this.database = database;
    this.events = events;
    this.clinics = clinics;
    this.renderer = renderer;
    this.bodies = new DeliveryBodies(renderer, encryption);
  }

  /**
   * Returns the request of an attempt as a command.
   *
   * @param attempt its number, from 1
   * @return empty if the event's data are kept no more, cannot be opened or do not fit the webhook
   *     as it is now, and for what {@link CurlText#of} cannot write
   */
  public Optional<CurlText> curl(UUID delivery, int attempt, KeptWebhook webhook) {
    DeliveryRecord row = database.fetchOne(DELIVERY, DELIVERY.ID.eq(delivery));
    if (row == null) {
      return Optional.empty();
    }
    try {
      EventFacts event = events.find(row.getEventId()).flatMap(this::facts).orElse(null);
      if (event == null) {
        return Optional.empty();
      }
      RenderedBody body = bodies.shown(row, webhook, event);
      return body.problem() == null
          ? CurlText.of(
              renderer.request(webhook, event, body, delivery, attempt, Instant.now()),
              webhook.settings())
          : Optional.empty();
    } catch (UnrenderableException | ExpressionOverload | BrokenSealException notNow) {
      return Optional.empty();
    }
  }

  private Optional<EventFacts> facts(KeptEvent event) {
    return events
        .data(event)
        .flatMap(
            data ->
                clinics.find(event.clinicId()).map(clinic -> EventFacts.of(event, clinic, data)));
  }
}

package org.wardbell.activities.delivery;

import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.workflows.event.EventBatch;

/** Events of two clinics, each with its deliveries, for tests of the execution log. */
record DeliveredEvents(DeliveryHarness harness) {
  static final String SUBJECT = "patient/4711";

  /** Makes another clinic. */
  UUID newClinic() {
    UUID clinic = Ids.next();
    harness
        .dsl()
        .insertInto(CLINIC)
        .set(CLINIC.ID, clinic)
        .set(CLINIC.NAME, "Hillside " + clinic)
        .set(CLINIC.TIME_ZONE, "Asia/Kolkata")
        .set(CLINIC.CREATED_AT, Instant.now())
        .execute();
    return clinic;
  }

  /** Delivers so many events of a clinic to a new webhook; returns the deliveries, oldest first. */
  List<UUID> deliver(UUID clinic, int count) {
    return dispatch(clinic, harness.webhook(clinic, WebhookBuilder.at("/hook/log")), count);
  }

  /** Dispatches so many events of a clinic; returns the deliveries of a webhook, oldest first. */
  List<UUID> dispatch(UUID clinic, UUID webhook, int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> accept(clinic, number))
        .map(
            event -> {
              harness.engine.dispatch().dispatch(new EventBatch(List.of(event.toString())));
              return harness
                  .dsl()
                  .fetchSingle(
                      DELIVERY, DELIVERY.EVENT_ID.eq(event), DELIVERY.WEBHOOK_ID.eq(webhook))
                  .getId();
            })
        .toList();
  }

  private UUID accept(UUID clinic, int number) {
    byte[] data = "{\"number\":%d}".formatted(number).getBytes(StandardCharsets.UTF_8);
    return harness
        .intake
        .accept(
            List.of(new NewEvent(clinic, "appointment.booked", SUBJECT, "api", null, null, data)))
        .getFirst()
        .id();
  }
}

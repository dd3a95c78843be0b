package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.event.EventIntake;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.workflows.event.EventBatch;

/** Events that the process dispatches which has accepted them; Temporal is away all the time. */
final class DirectDispatchTest extends DeliveryTest {
  /** Events that come in a row on the busiest machine. */
  private static final int TRIES = 200;

  private EventIntake intake;

  /** Of each test its own: a clinic whose receiver has failed goes the longer way for a while. */
  private UUID clinic;

  @BeforeEach
  void begin() {
    intake = harness.directIntake();
    clinic = newClinic();
  }

  @AfterEach
  void end() {
    intake.close();
  }

  @Test
  void event_soonAfterAnother_isDeliveredBeforeTemporalHearsOfIt() {
    harness.webhook(clinic, WebhookBuilder.at("/hook/well"));

    UUID event = acceptInARow(clinic);

    DeliveryHarness.await("the delivery", () -> status(event).equals("DELIVERED"));
    assertThat(harness.engine.dispatch().dispatch(batch(event)).matched())
        .as("matched by a later run of the same events")
        .isZero();
    assertThat(harness.receiver.requests("/hook/well")).hasSize(deliveries());
  }

  @Test
  void receiver_ofOneClinic_thatHangs_holdsUpNoOtherClinic() {
    harness.receiver.behave("/hook/hangs", Step.hang());
    harness.webhook(clinic, WebhookBuilder.at("/hook/hangs").withTimeout(10));
    UUID other = newClinic();
    harness.webhook(other, WebhookBuilder.at("/hook/well"));

    UUID slow = acceptInARow(clinic);
    DeliveryHarness.await(
        "the request that hangs", () -> !harness.receiver.requests("/hook/hangs").isEmpty());
    UUID quick = acceptInARow(other);

    DeliveryHarness.await("the other's delivery", () -> status(quick).equals("DELIVERED"));
    assertThat(status(slow)).isEqualTo("SENDING");
    DeliveryHarness.await("the timeout", () -> !harness.statuses().contains("SENDING"));
  }

  @Test
  void event_ofAClinicWhoseReceiverHasJustFailed_beginsWithItsWorkflow() {
    harness.receiver.behave("/hook/fails", Step.answer(503));
    harness.webhook(clinic, WebhookBuilder.at("/hook/fails"));

    UUID first = acceptInARow(clinic);
    DeliveryHarness.await("the failure", () -> status(first).equals("PENDING"));
    DeliveryHarness.await(
        "an event that is left to its workflow",
        () -> !workflow(accept(clinic)).startsWith("events/"));
  }

  @Test
  void request_underWay_whenItsProcessDied_isTheRelaysAsSoonAsItsLeaseHasEnded() {
    harness.webhook(WebhookBuilder.at("/hook/well"));
    UUID event = UUID.fromString(harness.accept(1).eventIds().getFirst());
    UUID delivery = harness.claimAndDie(batch(event)).planned().getFirst().id();
    assertThat(harness.overdue.interrupted(10)).as("while its lease lives").isEmpty();

    harness.endLease(delivery);

    DeliveryHarness.await(
        "the relay", () -> harness.overdue.interrupted(10).equals(List.of(batch(event))));
    assertThat(harness.overdue.interrupted(10)).as("a second time").isEmpty();
    harness.engine.dispatch().dispatch(batch(event));
    harness.engine.deliver().deliver(delivery.toString());
    assertThat(status(event)).isEqualTo("DELIVERED");
  }

  /** Returns an event that came so soon after another that the process dispatches it itself. */
  private UUID acceptInARow(UUID clinic) {
    for (int i = 0; i < TRIES; i++) {
      UUID event = accept(clinic);
      if (workflow(event).startsWith("events/")) {
        return event;
      }
    }
    throw new AssertionError("no event was dispatched here");
  }

  private UUID accept(UUID clinic) {
    NewEvent event =
        new NewEvent(
            clinic,
            "appointment.booked",
            null,
            "api",
            null,
            null,
            "{\"appointment_id\":1}".getBytes(StandardCharsets.UTF_8));
    return intake.accept(List.of(event)).getFirst().id();
  }

  private UUID newClinic() {
    UUID id = Ids.next();
    harness
        .dsl()
        .insertInto(CLINIC)
        .set(CLINIC.ID, id)
        .set(CLINIC.NAME, "Hillside " + id)
        .set(CLINIC.TIME_ZONE, "Europe/Berlin")
        .set(CLINIC.CREATED_AT, Instant.now())
        .execute();
    return id;
  }

  private static EventBatch batch(UUID event) {
    return new EventBatch(List.of(event.toString()));
  }

  private String workflow(UUID event) {
    return harness
        .dsl()
        .select(EVENT.WORKFLOW_ID)
        .from(EVENT)
        .where(EVENT.ID.eq(event))
        .fetchSingle()
        .value1();
  }

  private String status(UUID event) {
    return harness
        .dsl()
        .select(DELIVERY.STATUS)
        .from(DELIVERY)
        .where(DELIVERY.EVENT_ID.eq(event))
        .fetchOptional(DELIVERY.STATUS)
        .orElse("NONE");
  }

  private int deliveries() {
    return harness.dsl().fetchCount(DELIVERY);
  }
}

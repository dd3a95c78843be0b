package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.AUDIT;
import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.REMOVAL_MARK;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.retention.SweepReport;
import org.wardbell.activities.retention.Sweeps;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.workflows.event.EventBatch;

/** What ends by age, what ends first, and what stays. */
final class RetentionTest extends DeliveryTest {
  private static final String BODY = "{\"patient\":\"{{patient_name}}\"}";
  private static final String DATA = "{\"patient_name\":\"Grace\"}";

  private final UUID other = Ids.next();
  private Sweeps sweeps;

  @BeforeEach
  void begin() {
    sweeps = new Sweeps(harness.dsl(), harness.engine.beans());
    harness
        .dsl()
        .insertInto(CLINIC)
        .set(CLINIC.ID, other)
        .set(CLINIC.NAME, "Hillside " + other)
        .set(CLINIC.TIME_ZONE, "Asia/Kolkata")
        .set(CLINIC.CREATED_AT, Instant.now())
        .onDuplicateKeyIgnore()
        .execute();
  }

  @AfterEach
  void forget() {
    sweeps.forget();
  }

  private UUID accept(UUID clinic) {
    return harness
        .intake
        .accept(
            List.of(
                new NewEvent(
                    clinic,
                    "appointment.booked",
                    "appointment/1",
                    "api",
                    null,
                    null,
                    DATA.getBytes(StandardCharsets.UTF_8))))
        .getFirst()
        .id();
  }

  private UUID dispatched(UUID clinic) {
    UUID event = accept(clinic);
    harness.engine.dispatch().dispatch(new EventBatch(List.of(event.toString())));
    return event;
  }

  private boolean hasData(UUID event) {
    return harness.dsl().fetchExists(EVENT, EVENT.ID.eq(event), EVENT.DATA_CIPHERTEXT.isNotNull());
  }

  private DeliveryRecord of(UUID event) {
    return harness.dsl().fetchSingle(DELIVERY, DELIVERY.EVENT_ID.eq(event));
  }

  private boolean hasAnswer(UUID event) {
    return harness
        .dsl()
        .fetchExists(
            ATTEMPT,
            ATTEMPT.DELIVERY_ID.eq(of(event).getId()),
            ATTEMPT.RESPONSE_CIPHERTEXT.isNotNull());
  }

  @Test
  void payload_ofAnOldEvent_endsWithItsBodyAndAnswer_andAnotherClinicsStays() {
    harness.receiver.behave("/hook/old", Behaviour.statuses(200));
    harness.webhook(WebhookBuilder.at("/hook/old").withBody(BODY));
    harness.webhook(other, WebhookBuilder.at("/hook/old").withBody(BODY));
    UUID old = dispatched(harness.clinic);
    UUID others = dispatched(other);
    assertThat(of(old).getBodyCiphertext()).isNotNull();
    assertThat(hasAnswer(old)).isTrue();
    sweeps.keep(harness.clinic, 0, 90);

    UUID run = sweeps.sweep();

    assertThat(hasData(old)).isFalse();
    assertThat(of(old).getBodyCiphertext()).isNull();
    assertThat(of(old).getStatus()).isEqualTo("DELIVERED");
    assertThat(hasAnswer(old)).isFalse();
    assertThat(hasData(others)).isTrue();
    assertThat(of(others).getBodyCiphertext()).isNotNull();
    assertThat(hasAnswer(others)).isTrue();
    SweepReport report = sweeps.reports(harness.clinic).getFirst();
    assertThat(report.id()).isEqualTo(run);
    assertThat(report.finishedAt()).isNotNull();
    assertThat(report.counts())
        .containsEntry("payloads", 1L)
        .containsEntry("bodies", 1L)
        .containsEntry("answers", 1L)
        .containsEntry("deliveries", 0L);
    assertThat(sweeps.reports(other).getFirst().counts()).containsEntry("payloads", 0L);
    assertThat(harness.dsl().fetchSingle(AUDIT, AUDIT.TARGET.eq("retention/" + run)).getClinicId())
        .isEqualTo(harness.clinic);
  }

  @Test
  void delivery_thatWaits_isExhaustedVisiblyBeforeItsPayloadEnds() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/waits").withBody(BODY));
    harness.pause(webhook);
    UUID event = dispatched(harness.clinic);
    assertThat(of(event).getStatus()).isEqualTo("PARKED");
    sweeps.keep(harness.clinic, 0, 90);

    UUID run = sweeps.sweep();

    assertThat(of(event).getStatus()).isEqualTo("EXHAUSTED");
    assertThat(of(event).getLastCode()).isEqualTo("expired");
    assertThat(of(event).getFinishedAt()).isNotNull();
    assertThat(of(event).getBodyCiphertext()).isNull();
    assertThat(hasData(event)).isFalse();
    assertThat(harness.news()).containsExactly("delivery.exhausted");
    assertThat(sweeps.share(run, harness.clinic).getExpired()).isEqualTo(1);
  }

  @Test
  void request_underWay_keepsItsPayload_untilItHasEnded() throws Exception {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/way").withBody(BODY));
    harness.pause(webhook);
    UUID event = dispatched(harness.clinic);
    harness.resume(webhook);
    ClaimedAttempt claim = harness.claimDrainAndDie(webhook, 1).getFirst();
    sweeps.keep(harness.clinic, 0, 90);

    UUID first = sweeps.sweep();

    assertThat(of(event).getStatus()).isEqualTo("SENDING");
    assertThat(hasData(event)).isTrue();
    assertThat(sweeps.share(first, harness.clinic).getKept()).isEqualTo(1);

    harness.attempt().journal(Outcomes.delivered(claim));
    UUID second = sweeps.sweep();

    assertThat(of(event).getStatus()).isEqualTo("DELIVERED");
    assertThat(hasData(event)).isFalse();
    assertThat(sweeps.share(second, harness.clinic).getKept()).isZero();
  }

  @Test
  void requests_underWayMoreThanOneStepsRows_keepTheirPayloads() throws Exception {
    UUID one = harness.webhook(WebhookBuilder.at("/hook/way/1").withBody(BODY));
    UUID two = harness.webhook(WebhookBuilder.at("/hook/way/2").withBody(BODY));
    harness.pause(one);
    harness.pause(two);
    List<UUID> events = List.of(dispatched(harness.clinic), dispatched(harness.clinic));
    harness.resume(one);
    harness.resume(two);
    assertThat(harness.claimDrainAndDie(one, 2)).hasSize(2);
    assertThat(harness.claimDrainAndDie(two, 2)).hasSize(2);
    sweeps.keep(harness.clinic, 0, 90);
    UUID run = sweeps.begin();

    sweeps.step(run, harness.clinic, 2);

    assertThat(sweeps.share(run, harness.clinic).getKept()).isEqualTo(2);
    assertThat(events).allMatch(this::hasData);
    assertThat(harness.deliveries()).allMatch(each -> each.getBodyCiphertext() != null);
  }

  @Test
  void event_neverDispatched_keepsItsPayload_becauseA202WasPromised() {
    UUID event = accept(harness.clinic);
    sweeps.keep(harness.clinic, 0, 0);

    UUID run = sweeps.sweep();

    assertThat(hasData(event)).isTrue();
    assertThat(sweeps.share(run, harness.clinic).getKept()).isEqualTo(1);
    assertThat(sweeps.share(run, harness.clinic).getEvents()).isZero();
  }

  @Test
  void delivery_thatEndedLongAgo_endsWithItsAttemptsAndItsEvent() {
    harness.webhook(WebhookBuilder.at("/hook/ended"));
    harness.webhook(other, WebhookBuilder.at("/hook/ended"));
    UUID old = dispatched(harness.clinic);
    UUID others = dispatched(other);
    Instant ended = of(old).getFinishedAt();
    sweeps.keep(harness.clinic, 0, 0);

    UUID run = sweeps.sweep();

    assertThat(harness.dsl().fetchExists(EVENT, EVENT.ID.eq(old))).isFalse();
    assertThat(harness.dsl().fetchExists(DELIVERY, DELIVERY.EVENT_ID.eq(old))).isFalse();
    assertThat(harness.dsl().fetchExists(ATTEMPT, ATTEMPT.CLINIC_ID.eq(harness.clinic))).isFalse();
    assertThat(of(others).getStatus()).isEqualTo("DELIVERED");
    assertThat(harness.attempts(of(others).getId())).hasSize(1);
    assertThat(sweeps.share(run, harness.clinic).getDeliveries()).isEqualTo(1);
    assertThat(sweeps.share(run, harness.clinic).getAttempts()).isEqualTo(1);
    assertThat(sweeps.share(run, harness.clinic).getEvents()).isEqualTo(1);
    assertThat(harness.dsl().selectFrom(REMOVAL_MARK).fetchMap(REMOVAL_MARK.CLINIC_ID))
        .hasEntrySatisfying(
            harness.clinic, mark -> assertThat(mark.getRemovedUntil()).isEqualTo(ended))
        .doesNotContainKey(other);
  }

  @Test
  void event_withoutDeliveries_thatEnds_isRemembered() {
    UUID old = dispatched(harness.clinic);
    Instant accepted = harness.dsl().fetchSingle(EVENT, EVENT.ID.eq(old)).getAcceptedAt();
    sweeps.keep(harness.clinic, 0, 0);

    sweeps.sweep();

    assertThat(harness.dsl().fetchExists(EVENT, EVENT.ID.eq(old))).isFalse();
    assertThat(
            harness
                .dsl()
                .fetchSingle(REMOVAL_MARK, REMOVAL_MARK.CLINIC_ID.eq(harness.clinic))
                .getRemovedUntil())
        .isAfterOrEqualTo(accepted);
  }

  @Test
  void delivery_thatEndedOnlyNow_staysForItsDays() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/late"));
    harness.pause(webhook);
    UUID event = dispatched(harness.clinic);
    sweeps.keep(harness.clinic, 0, 0);
    UUID run = sweeps.begin();

    harness.pause(webhook); // The sweep gives the delivery up after it began.
    while (!sweeps.work(run)) {
      // Another activity goes on.
    }

    assertThat(of(event).getStatus()).isEqualTo("EXHAUSTED");
    assertThat(harness.dsl().fetchExists(EVENT, EVENT.ID.eq(event))).isTrue();
  }

  @Test
  void sweep_whoseProcessDied_goesOnWhereItStood() {
    harness.webhook(WebhookBuilder.at("/hook/died").withBody(BODY));
    UUID event = dispatched(harness.clinic);
    sweeps.keep(harness.clinic, 0, 0);
    UUID run = sweeps.begin();
    sweeps.step(run, harness.clinic);

    Sweeps another = new Sweeps(harness.dsl(), harness.freshProcess().beans());
    assertThat(another.begin()).isEqualTo(run);
    while (!another.work(run)) {
      // Another activity goes on.
    }

    assertThat(harness.dsl().fetchExists(EVENT, EVENT.ID.eq(event))).isFalse();
    assertThat(another.share(run, harness.clinic).getFinishedAt()).isNotNull();
    assertThat(another.begin()).isNotEqualTo(run);
  }
}

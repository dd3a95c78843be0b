package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.AUDIT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.ERASURE;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.appointment.AppointmentStore;
import org.wardbell.activities.appointment.DoctorMention;
import org.wardbell.activities.appointment.DoctorStore;
import org.wardbell.activities.appointment.NewAppointment;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.erasure.Erasures;
import org.wardbell.activities.erasure.KeptErasure;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.activities.event.KeptEvent;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.Patient;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.event.EventBatch;

/** All that is kept of a patient goes, and nothing of anybody else's. */
final class ErasureTest extends DeliveryTest {
  private static final String BODY = "{\"patient\":\"{{patient_name}}\"}";
  private static final String SUBJECT = "patient/4711";

  private Erasures erasures;
  private AppointmentStore appointments;

  @BeforeEach
  void begin() {
    erasures = new Erasures(harness.dsl(), harness.engine.beans());
    appointments =
        new AppointmentStore(
            harness.dsl(),
            new DoctorStore(),
            harness.encryption,
            harness.eventStore,
            new AuditStore(InstantSource.system()));
  }

  @AfterEach
  void forget() {
    erasures.forget();
    harness.dsl().deleteFrom(APPOINTMENT).execute();
  }

  private UUID accept(UUID clinic, @Nullable String subject, String patientId) {
    String data = "{\"patient_id\":%s,\"patient_name\":\"Grace\"}".formatted(patientId);
    return harness
        .intake
        .accept(
            List.of(
                new NewEvent(
                    clinic,
                    "appointment.booked",
                    subject,
                    "api",
                    null,
                    null,
                    data.getBytes(StandardCharsets.UTF_8))))
        .getFirst()
        .id();
  }

  private UUID dispatched(@Nullable String subject, String patientId) {
    UUID event = accept(harness.clinic, subject, patientId);
    dispatch(event);
    return event;
  }

  private void dispatch(UUID event) {
    harness.engine.dispatch().dispatch(new EventBatch(List.of(event.toString())));
  }

  private boolean isErased(UUID event) {
    var row = harness.dsl().fetchSingle(EVENT, EVENT.ID.eq(event));
    return row.getDataCiphertext() == null
        && row.getSubjectCiphertext() == null
        && row.getSubjectFingerprint() == null;
  }

  private DeliveryRecord of(UUID event) {
    return harness.dsl().fetchSingle(DELIVERY, DELIVERY.EVENT_ID.eq(event));
  }

  private KeptEvent shown(UUID event) {
    return new EventQuery(harness.dsl(), harness.eventStore).find(event).orElseThrow();
  }

  @Test
  void subject_erased_losesDataBodiesAndAnswers_andOthersKeepTheirs() {
    harness.webhook(WebhookBuilder.at("/hook/erased").withBody(BODY));
    UUID bySubject = dispatched(SUBJECT, "\"other\"");
    UUID byText = dispatched("appointment/1", "\"4711\"");
    UUID byNumber = dispatched(null, "4711");
    UUID another = dispatched("patient/47110", "\"47110\"");
    UUID othersClinic = Ids.next();
    UUID elsewhere = accept(othersClinic, SUBJECT, "\"4711\"");

    KeptErasure job = erasures.begin(harness.clinic, SUBJECT);
    assertThat(erasures.run(job.id())).isTrue();

    for (UUID event : List.of(bySubject, byText, byNumber)) {
      assertThat(isErased(event)).isTrue();
      assertThat(shown(event).erasedAt()).isNotNull();
      assertThat(of(event).getBodyCiphertext()).isNull();
      assertThat(of(event).getSubjectFingerprint()).as("nobody finds it any more").isNull();
      assertThat(of(event).getStatus()).isEqualTo("DELIVERED");
    }
    assertThat(isErased(another)).isFalse();
    assertThat(shown(another).erasedAt()).isNull();
    assertThat(of(another).getBodyCiphertext()).isNotNull();
    assertThat(of(another).getSubjectFingerprint()).isNotNull();
    assertThat(isErased(elsewhere)).isFalse();
    assertThat(harness.dsl().fetchCount(ATTEMPT, ATTEMPT.RESPONSE_CIPHERTEXT.isNotNull()))
        .isEqualTo(1);
    KeptErasure done = erasures.read(job.id());
    assertThat(done.status()).isEqualTo("DONE");
    assertThat(done.events()).isEqualTo(3);
    assertThat(done.bodies()).isEqualTo(3);
    assertThat(done.answers()).isEqualTo(3);
    assertThat(done.lookedAt()).isEqualTo(4);
    assertThat(done.finishedAt()).isNotNull();
    harness.dsl().deleteFrom(EVENT).where(EVENT.ID.eq(elsewhere)).execute();
  }

  @Test
  void delivery_thatWaits_isCancelledFirst_andAnEventNotDispatchedIsNeverSent() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/waits").withBody(BODY));
    harness.pause(webhook);
    UUID waiting = dispatched(SUBJECT, "1");
    UUID undispatched = accept(harness.clinic, SUBJECT, "1");

    KeptErasure job = erasures.begin(harness.clinic, SUBJECT);
    assertThat(erasures.run(job.id())).isTrue();

    assertThat(of(waiting).getStatus()).isEqualTo("CANCELLED");
    assertThat(erasures.read(job.id()).cancelled()).isEqualTo(1);
    assertThat(isErased(undispatched)).isTrue();
    harness.resume(webhook);
    dispatch(undispatched);
    assertThat(of(undispatched).getStatus()).isEqualTo("REFUSED");
    assertThat(harness.receiver.requests("/hook/waits")).isEmpty();
  }

  @Test
  void request_underWay_isWaitedFor_andNotTriedAgain() throws Exception {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/way").withBody(BODY));
    harness.pause(webhook);
    UUID event = dispatched(SUBJECT, "1");
    harness.resume(webhook);
    ClaimedAttempt claim = harness.claimDrainAndDie(webhook, 1).getFirst();
    KeptErasure job = erasures.begin(harness.clinic, SUBJECT);

    assertThat(erasures.run(job.id())).isFalse();
    assertThat(isErased(event)).isFalse();
    assertThat(of(event).getCancelRequested()).isTrue();

    harness.attempt().journal(Outcomes.delivered(claim));
    assertThat(erasures.run(job.id())).isTrue();
    assertThat(isErased(event)).isTrue();
    assertThat(of(event).getBodyCiphertext()).isNull();
  }

  @Test
  void requests_underWayMoreThanOneStepsRows_areAllWaitedFor() throws Exception {
    UUID one = harness.webhook(WebhookBuilder.at("/hook/way/1").withBody(BODY));
    UUID two = harness.webhook(WebhookBuilder.at("/hook/way/2").withBody(BODY));
    harness.pause(one);
    harness.pause(two);
    List<UUID> events = List.of(dispatched(SUBJECT, "1"), dispatched(SUBJECT, "1"));
    harness.resume(one);
    harness.resume(two);
    List<ClaimedAttempt> claims = new ArrayList<>(harness.claimDrainAndDie(one, 2));
    claims.addAll(harness.claimDrainAndDie(two, 2));
    assertThat(claims).hasSize(4);
    KeptErasure job = erasures.begin(harness.clinic, SUBJECT);

    assertThat(erasures.run(job.id(), 2)).isFalse();
    assertThat(events).noneMatch(this::isErased);
    assertThat(harness.deliveries()).allMatch(DeliveryRecord::getCancelRequested);

    for (ClaimedAttempt claim : claims) {
      harness.attempt().journal(Outcomes.delivered(claim));
    }
    assertThat(erasures.run(job.id(), 2)).isTrue();
    assertThat(events).allMatch(this::isErased);
  }

  @Test
  void appointment_ofThePatient_saysNothingOfThemAnyMore_andItsEventsGo() {
    Appointment patients = book("4711", 1);
    Appointment others = book("4712", 2);

    KeptErasure job = erasures.begin(harness.clinic, SUBJECT);
    assertThat(erasures.run(job.id())).isTrue();

    Appointment erased = appointments.find(patients.id()).orElseThrow();
    assertThat(erased.patient()).isEqualTo(new Patient("erased", null, null, null));
    assertThat(erased.description()).isNull();
    assertThat(erased.slot()).isEqualTo(patients.slot());
    assertThat(erased.status()).isEqualTo(patients.status());
    assertThat(appointments.find(others.id()).orElseThrow().patient()).isEqualTo(others.patient());
    assertThat(erasures.read(job.id()).appointments()).isEqualTo(1);
    assertThat(erasures.read(job.id()).events()).isEqualTo(1);
    assertThat(harness.dsl().fetchCount(EVENT, EVENT.DATA_CIPHERTEXT.isNotNull())).isEqualTo(1);
  }

  private Appointment book(String patient, int day) {
    Instant start = Instant.parse("2031-05-01T09:00:00Z").plus(Duration.ofDays(day));
    return appointments
        .book(
            new NewAppointment(
                harness.clinic,
                new DoctorMention("17", null, null, null),
                null,
                new TimeSlot(start, start.plusSeconds(1_800)),
                ZoneId.of("Asia/Kolkata"),
                new Patient(patient, "Grace", "grace@example.org", null),
                List.of("checkup"),
                "a private matter"),
            AuditOrigin.SYSTEM)
        .appointment();
  }

  @Test
  void job_beganTwiceAndRunTwice_isOne_andItsRowsNeverNameTheSubject() {
    dispatched(SUBJECT, "1");
    KeptErasure job = erasures.begin(harness.clinic, SUBJECT);

    assertThat(erasures.begin(harness.clinic, SUBJECT).id()).isEqualTo(job.id());
    assertThat(job.subjectFingerprint()).matches("[0-9a-f]{64}");
    assertThat(erasures.run(job.id())).isTrue();
    assertThat(erasures.run(job.id())).isTrue();

    assertThat(erasures.read(job.id()).events()).isEqualTo(1);
    var row = harness.dsl().fetchSingle(ERASURE, ERASURE.ID.eq(job.id()));
    assertThat(row.getSubjectCiphertext()).isNull();
    assertThat(row.toString()).doesNotContain("4711");
    var told = harness.dsl().fetch(AUDIT, AUDIT.TARGET.eq("erasure/" + job.id()));
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().getDetail().data())
        .contains(job.subjectFingerprint())
        .doesNotContain("4711");
    assertThat(erasures.begin(harness.clinic, SUBJECT).id()).isNotEqualTo(job.id());
  }
}

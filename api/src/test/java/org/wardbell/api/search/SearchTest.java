package org.wardbell.api.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Ids;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/** One box finds what belongs to an id, a key or a subject, and nothing of another clinic. */
@Tag("servers")
class SearchTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);
  private static final String SUBJECT = "patient/4711";
  private static final String KEY = "booking-4711";

  private static String clinic;
  private static String reader;
  private static String other;
  private static String event;
  private static String theirs;
  private static String delivery;
  private static String webhook;
  private static long attempt;

  @BeforeAll
  static void fill() {
    clinic = Clinics.make();
    reader = Clinics.key(clinic, "READER");
    other = Clinics.make();
    event = post(clinic);
    theirs = post(other);
    webhook = Clinics.webhook(clinic);
    UUID id = Ids.next();
    delivery = id.toString();
    DATABASE
        .insertInto(DELIVERY)
        .set(DELIVERY.ID, id)
        .set(DELIVERY.CLINIC_ID, UUID.fromString(clinic))
        .set(DELIVERY.EVENT_ID, UUID.fromString(event))
        .set(DELIVERY.WEBHOOK_ID, UUID.fromString(webhook))
        .set(DELIVERY.TRIGGER, "live")
        .set(DELIVERY.STATUS, "DELIVERED")
        .set(DELIVERY.CREATED_AT, Instant.now())
        .execute();
    attempt =
        DATABASE
            .insertInto(ATTEMPT)
            .set(ATTEMPT.DELIVERY_ID, id)
            .set(ATTEMPT.ORDINAL, 1)
            .set(ATTEMPT.CLINIC_ID, UUID.fromString(clinic))
            .set(ATTEMPT.WEBHOOK_ID, UUID.fromString(webhook))
            .set(ATTEMPT.WEBHOOK_VERSION, 1)
            .set(ATTEMPT.TRIGGER, "schedule")
            .set(ATTEMPT.LANE, "EXPRESS")
            .set(ATTEMPT.STARTED_AT, Instant.now())
            .returning(ATTEMPT.NUMBER)
            .fetchSingle(ATTEMPT.NUMBER);
  }

  /** The same subject and the same key in both clinics. */
  private static String post(String of) {
    return Call.to("/api/v1/events")
        .header("Idempotency-Key", KEY)
        .post(
            "{\"clinic\":\"%s\",\"type\":\"bill.paid\",\"subject\":\"%s\",\"data\":{\"bill_id\":7}}"
                .formatted(of, SUBJECT))
        .json()
        .path("id")
        .asString();
  }

  private static List<String> found(String q) {
    JsonNode answer =
        Call.to("/api/v1/search?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8), reader)
            .get()
            .json();
    return answer
        .path("data")
        .valueStream()
        .map(hit -> hit.path("matched").asString() + " " + hit.path("id").asString())
        .toList();
  }

  @Test
  void id_findsWhatHasIt() {
    assertThat(found(event)).containsExactly("ID " + event);
    assertThat(found(delivery)).containsExactly("ID " + delivery);
    assertThat(found(webhook)).containsExactly("ID " + webhook);
    assertThat(found(delivery + "/1")).containsExactly("ATTEMPT_ID " + delivery);
    assertThat(found(delivery + "/2")).isEmpty();
    assertThat(found(theirs)).isEmpty();
    assertThat(found(UUID.randomUUID().toString())).isEmpty();
  }

  @Test
  void numberOfAnAttempt_inTheInstallation_findsNothingForAClinic() {
    String number = Long.toString(attempt);
    assertThat(found(number)).isEmpty();
    JsonNode hit = Call.to("/api/v1/search?q=" + number).get().json().at("/data/0");
    assertThat(hit.path("matched").asString()).isEqualTo("ATTEMPT_ID");
    assertThat(hit.path("id").asString()).isEqualTo(delivery);
    assertThat(
            Call.to("/api/v1/search?q=" + delivery + "/1", Clinics.key(other, "ADMIN"))
                .get()
                .json()
                .path("data"))
        .isEmpty();
  }

  @Test
  void keyAndSubject_findTheClinicsOwnEvent() {
    assertThat(found(KEY)).containsExactly("IDEMPOTENCY_KEY " + event);
    assertThat(found(SUBJECT)).containsExactly("SUBJECT " + event);
    assertThat(found("patient/471")).isEmpty();
    assertThat(found("Patient/4711")).isEmpty();
  }

  @Test
  void patient_isFoundWithAppointmentsEventsAndDeliveries_byOneSearch() {
    String patient = "p-" + UUID.randomUUID();
    String subject = "patient/" + patient;
    String made =
        Call.to("/api/v1/appointments", Clinics.key(clinic, "ADMIN"))
            .post(
                "{\"doctor_id\":\"18\",\"patient\":{\"id\":\"%s\"},\"start\":\"2031-05-03T09:00:00Z\",\"end\":\"2031-05-03T09:30:00Z\",\"time_zone\":\"Europe/Berlin\"}"
                    .formatted(patient))
            .json()
            .path("id")
            .asString();
    String paid =
        Call.to("/api/v1/events")
            .post(
                "{\"clinic\":\"%s\",\"type\":\"bill.paid\",\"subject\":\"%s\",\"data\":{\"bill_id\":7}}"
                    .formatted(clinic, subject))
            .json()
            .path("id")
            .asString();
    String sent = Clinics.delivery(clinic, webhook, paid, "EXHAUSTED");
    DATABASE
        .update(DELIVERY)
        .set(
            DELIVERY.SUBJECT_FINGERPRINT,
            DSL.select(EVENT.SUBJECT_FINGERPRINT)
                .from(EVENT)
                .where(EVENT.ID.eq(UUID.fromString(paid))))
        .where(DELIVERY.ID.eq(UUID.fromString(sent)))
        .execute();

    JsonNode hits =
        Call.to("/api/v1/search", reader).post("{\"q\":\"" + subject + "\"}").json().path("data");

    assertThat(
            hits.valueStream()
                .map(
                    each ->
                        each.path("kind").asString()
                            + " "
                            + each.path("id").asString()
                            + " "
                            + each.path("about").asString("–")
                            + " "
                            + each.path("status").asString("–")))
        .containsExactly(
            "APPOINTMENT " + made + " – BOOKED",
            "EVENT " + paid + " bill.paid –",
            "DELIVERY " + sent + " CRM EXHAUSTED");
    assertThat(hits.path(0).path("at").asString()).startsWith("2031-05-03T09:00");
    assertThat(hits.toString()).doesNotContain(patient);
    assertThat(found("appointment/" + made)).contains("SUBJECT " + made);
    assertThat(
            Call.to("/api/v1/search", Clinics.key(other, "ADMIN"))
                .post("{\"q\":\"" + subject + "\"}")
                .json()
                .path("data"))
        .isEmpty();
  }

  @Test
  void externalId_findsTheAppointment() {
    String made =
        Call.to("/api/v1/appointments", Clinics.key(clinic, "ADMIN"))
            .post(
                "{\"external_id\":\"kc-99\",\"doctor_id\":\"17\",\"patient\":{\"id\":\"p-1\"},"
                    + "\"start\":\"2031-05-02T09:00:00Z\",\"end\":\"2031-05-02T09:30:00Z\",\"time_zone\":\"Europe/Berlin\"}")
            .json()
            .path("id")
            .asString();
    assertThat(found("kc-99")).containsExactly("EXTERNAL_ID " + made);
    assertThat(found(made)).containsExactly("ID " + made);
  }

  @Test
  void path_ofAHit_readsIt() {
    JsonNode hit = Call.to("/api/v1/search?q=" + event, reader).get().json().path("data").path(0);
    assertThat(Call.to(hit.path("path").asString(), reader).get().json().path("id").asString())
        .isEqualTo(event);
    assertThat(hit.path("kind").asString()).isEqualTo("EVENT");
  }

  @Test
  void keyOfTheInstallation_namesTheClinicOfAKeyOrSubject() {
    JsonNode without = Call.to("/api/v1/search?q=" + KEY).get().json();
    assertThat(without.path("data").size()).isZero();
    assertThat(without.path("not_searched").size()).isEqualTo(3);
    JsonNode with = Call.to("/api/v1/search?q=" + KEY + "&clinic_id=" + other).get().json();
    assertThat(with.at("/data/0/id").asString()).isEqualTo(theirs);
    assertThat(with.has("not_searched")).isFalse();
    assertThat(Call.to("/api/v1/search?q=" + event).get().json().at("/data/0/id").asString())
        .isEqualTo(event);
    assertThat(Call.to("/api/v1/search?q=x&clinic_id=" + UUID.randomUUID()).get().status())
        .isEqualTo(422);
    assertThat(Call.to("/api/v1/search?q=x&clinic_id=" + other, reader).get().status())
        .isEqualTo(403);
  }

  @Test
  void post_findsTheSameWithoutAnAddressThatTells() {
    JsonNode answer = Call.to("/api/v1/search", reader).post("{\"q\":\"" + SUBJECT + "\"}").json();
    assertThat(answer.at("/data/0/id").asString()).isEqualTo(event);
    assertThat(Call.to("/api/v1/search", reader).post("{}").status()).isEqualTo(422);
    assertThat(Call.to("/api/v1/search", reader).get().status()).isEqualTo(422);
  }
}

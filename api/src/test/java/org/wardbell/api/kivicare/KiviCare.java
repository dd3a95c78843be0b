package org.wardbell.api.kivicare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/** KiviCare's admin client on a clinic of its own, as far as tests need it. */
final class KiviCare {
  static final String ROUTES = "/wp-json/kivicare/v1/";

  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  final String clinic = Clinics.make();
  final String key = Clinics.key(clinic, "ADMIN");

  Call call(String route) {
    return Call.to(ROUTES + route, key);
  }

  /** Returns {@code data} of an answer that is as it should be. */
  static JsonNode data(Call.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isIn(200, 201);
    assertThat(answer.json().path("status").asBoolean()).isTrue();
    assertThat(answer.json().path("message").asString()).isNotBlank();
    return answer.json().path("data");
  }

  /** Makes a webhook as the client does, and returns its number. */
  long webhook(String name) {
    return data(call("webhooks").post(record(name, ""))).path("id").asLong();
  }

  static String record(String name, String more) {
    return ("{\"name\":\"%s\",\"module_name\":\"appointment\",\"event_name\":\"kc_appointment_book\",\"methods\":\"POST\","
            + "\"status\":1,\"webhook_data\":{\"url\":\"https://crm.example.org/in\",\"method\":\"POST\",\"auth_method\":\"bearer\","
            + "\"auth_config\":{\"bearer_token\":\"token-of-the-crm-1234\",\"token_type\":\"Bearer\"},\"content_type\":\"application/json\","
            + "\"custom_headers\":[{\"key\":\"X-A\",\"value\":\"1\"}],\"query_params\":[],\"request_body\":\"{\\\"p\\\":\\\"{{patient_id}}\\\"}\","
            + "\"timeout\":30,\"retry_attempts\":3,\"retry_delay\":5,\"enable_ssl\":true%s}}")
        .formatted(name, more);
  }

  static UUID idOf(long webhook) {
    return DATABASE
        .select(WEBHOOK.ID)
        .from(WEBHOOK)
        .where(WEBHOOK.NUMBER.eq(webhook))
        .fetchSingle(WEBHOOK.ID);
  }

  /** Writes a delivery of a webhook with one attempt that was answered; returns its number. */
  long delivery(long webhook, String status, int httpStatus, Instant at) {
    UUID id =
        new UUID((at.toEpochMilli() << 16) | 0x7000, UUID.randomUUID().getLeastSignificantBits());
    UUID event = UUID.fromString(Clinics.event(clinic));
    DATABASE
        .insertInto(DELIVERY)
        .set(DELIVERY.ID, id)
        .set(DELIVERY.CLINIC_ID, UUID.fromString(clinic))
        .set(DELIVERY.EVENT_ID, event)
        .set(DELIVERY.WEBHOOK_ID, idOf(webhook))
        .set(DELIVERY.TRIGGER, "live")
        .set(DELIVERY.STATUS, status)
        .set(DELIVERY.ATTEMPTS, 1)
        .set(DELIVERY.LAST_CODE, "http_" + httpStatus)
        .set(DELIVERY.CREATED_AT, at)
        .set(DELIVERY.FINISHED_AT, status.equals("PARKED") ? null : at)
        .execute();
    attempt(id, idOf(webhook), 1, httpStatus, at);
    return DATABASE
        .select(DELIVERY.NUMBER)
        .from(DELIVERY)
        .where(DELIVERY.ID.eq(id))
        .fetchSingle(DELIVERY.NUMBER);
  }

  private void attempt(UUID delivery, UUID webhook, int ordinal, int httpStatus, Instant at) {
    DATABASE
        .insertInto(ATTEMPT)
        .set(ATTEMPT.DELIVERY_ID, delivery)
        .set(ATTEMPT.ORDINAL, ordinal)
        .set(ATTEMPT.CLINIC_ID, UUID.fromString(clinic))
        .set(ATTEMPT.WEBHOOK_ID, webhook)
        .set(ATTEMPT.WEBHOOK_VERSION, 1)
        .set(ATTEMPT.TRIGGER, "live")
        .set(ATTEMPT.LANE, "EXPRESS")
        .set(ATTEMPT.STARTED_AT, at)
        .set(ATTEMPT.FINISHED_AT, at)
        .set(ATTEMPT.OUTCOME, outcome(httpStatus))
        .set(ATTEMPT.CODE, "http_" + httpStatus)
        .set(ATTEMPT.HTTP_STATUS, httpStatus)
        .set(ATTEMPT.TOTAL_MICROS, 123_456)
        .execute();
  }

  private static String outcome(int httpStatus) {
    if (httpStatus < 300) {
      return "DELIVERED";
    }
    return httpStatus < 500 ? "REFUSED" : "FAILED";
  }

  /** Writes more attempts of a delivery, so that it has that many. */
  void attempts(long delivery, int count) {
    DeliveryRecord row = DATABASE.fetchSingle(DELIVERY, DELIVERY.NUMBER.eq(delivery));
    for (int ordinal = 2; ordinal <= count; ordinal++) {
      attempt(row.getId(), row.getWebhookId(), ordinal, 500, row.getCreatedAt());
    }
  }

  /** Waits until statistics have all that there is by now. */
  void awaitCounted() throws InterruptedException {
    Instant written = Instant.now();
    Call.Answer answer;
    do {
      Thread.sleep(Duration.ofMillis(100));
      answer = Call.to("/api/v1/statistics", key).get();
    } while (!Instant.parse(answer.json().path("counted_at").asString("1970-01-01T00:00:00Z"))
        .isAfter(written));
  }

  /** Returns how many attempts of this clinic there are. */
  int attempts() {
    return DATABASE.fetchCount(ATTEMPT, ATTEMPT.CLINIC_ID.eq(UUID.fromString(clinic)));
  }

  /** Writes so many deliveries of a webhook that have ended without an attempt. */
  void deliveries(long webhook, int count) {
    UUID event = UUID.fromString(Clinics.event(clinic));
    UUID id = idOf(webhook);
    Instant now = Instant.now();
    DATABASE
        .insertInto(
            DELIVERY,
            DELIVERY.ID,
            DELIVERY.CLINIC_ID,
            DELIVERY.EVENT_ID,
            DELIVERY.WEBHOOK_ID,
            DELIVERY.TRIGGER,
            DELIVERY.REPETITION,
            DELIVERY.STATUS,
            DELIVERY.CREATED_AT,
            DELIVERY.FINISHED_AT)
        .valuesOfRows(
            IntStream.range(0, count)
                .mapToObj(
                    repetition ->
                        DSL.row(
                            Ids.next(),
                            UUID.fromString(clinic),
                            event,
                            id,
                            "resend",
                            repetition,
                            "CANCELLED",
                            now,
                            now))
                .toList())
        .execute();
  }
}

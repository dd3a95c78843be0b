package org.wardbell.api.logjob;

import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.database.Ids;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;

/** Rows of the execution log. */
final class LogRows {
  /** What their event is about. */
  static final String SUBJECT = "patient/4711";

  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private LogRows() {}

  private static UUID event(String clinic) {
    return UUID.fromString(
        Call.to("/api/v1/events")
            .post(
                "{\"clinic\":\"%s\",\"type\":\"bill.paid\",\"subject\":\"%s\",\"data\":{\"bill_id\":7}}"
                    .formatted(clinic, SUBJECT))
            .json()
            .path("id")
            .asString());
  }

  /** Inserts deliveries of one event that have ended, each with an attempt that failed. */
  static void insert(String clinic, int rows) {
    UUID owner = UUID.fromString(clinic);
    UUID event = event(clinic);
    UUID webhook = UUID.fromString(Clinics.webhook(clinic));
    byte[] subject = DATABASE.fetchSingle(EVENT, EVENT.ID.eq(event)).getSubjectFingerprint();
    DATABASE.transaction(
        tx -> {
          for (int i = 0; i < rows; i++) {
            UUID id = Ids.next();
            Instant now = Instant.now();
            tx.dsl()
                .insertInto(DELIVERY)
                .set(DELIVERY.ID, id)
                .set(DELIVERY.CLINIC_ID, owner)
                .set(DELIVERY.EVENT_ID, event)
                .set(DELIVERY.WEBHOOK_ID, webhook)
                .set(DELIVERY.SUBJECT_FINGERPRINT, subject)
                .set(DELIVERY.REPETITION, i)
                .set(DELIVERY.TRIGGER, i == 0 ? "live" : "resend")
                .set(DELIVERY.STATUS, "EXHAUSTED")
                .set(DELIVERY.ATTEMPTS, 1)
                .set(DELIVERY.LAST_OUTCOME, "TIMEOUT")
                .set(DELIVERY.LAST_CODE, "timeout")
                .set(DELIVERY.CREATED_AT, now)
                .set(DELIVERY.FINISHED_AT, now)
                .execute();
            tx.dsl()
                .insertInto(ATTEMPT)
                .set(ATTEMPT.DELIVERY_ID, id)
                .set(ATTEMPT.ORDINAL, 1)
                .set(ATTEMPT.CLINIC_ID, owner)
                .set(ATTEMPT.WEBHOOK_ID, webhook)
                .set(ATTEMPT.WEBHOOK_VERSION, 1)
                .set(ATTEMPT.TRIGGER, "schedule")
                .set(ATTEMPT.LANE, "EXPRESS")
                .set(ATTEMPT.STARTED_AT, now)
                .set(ATTEMPT.FINISHED_AT, now)
                .set(ATTEMPT.OUTCOME, "TIMEOUT")
                .set(ATTEMPT.CODE, "timeout")
                .set(ATTEMPT.DNS_MICROS, 12)
                .set(ATTEMPT.TOTAL_MICROS, 4_500)
                .execute();
          }
        });
  }
}

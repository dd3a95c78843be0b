package org.wardbell.api;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.wardbell.activities.database.Ids;

/** Clinics and keys made through the api, for tests. */
public final class Clinics {
  private static final AtomicInteger REPETITIONS = new AtomicInteger();

  private Clinics() {}

  /** Returns a new clinic's id. */
  public static String make() {
    return Call.to("/api/v1/clinics")
        .post(
            "{\"name\":\"clinic %s\",\"time_zone\":\"Europe/Berlin\"}".formatted(UUID.randomUUID()))
        .json()
        .path("id")
        .asString();
  }

  /** Returns a new key of that clinic. */
  public static String key(String clinic, String role) {
    return Call.to("/api/v1/keys")
        .post("{\"name\":\"test\",\"role\":\"%s\",\"clinic\":\"%s\"}".formatted(role, clinic))
        .json()
        .path("key")
        .asString();
  }

  /** Returns a new webhook's id. */
  public static String webhook(String clinic) {
    return Call.to("/api/v1/webhooks")
        .post(
            "{\"clinic\":\"%s\",\"name\":\"CRM\",\"url\":\"https://example.org/x\",\"events\":[\"*\"]}"
                .formatted(clinic))
        .json()
        .path("id")
        .asString();
  }

  /** Returns a new event's id. */
  public static String event(String clinic) {
    return Call.to("/api/v1/events")
        .post(
            "{\"clinic\":\"%s\",\"type\":\"bill.paid\",\"data\":{\"bill_id\":7}}".formatted(clinic))
        .json()
        .path("id")
        .asString();
  }

  /** Keeps a delivery in a status, which nobody works on; returns its id. */
  public static String delivery(String clinic, String webhook, String event, String status) {
    UUID id = Ids.next();
    ApiServer.shared()
        .bean(DSLContext.class)
        .insertInto(DELIVERY)
        .set(DELIVERY.ID, id)
        .set(DELIVERY.CLINIC_ID, UUID.fromString(clinic))
        .set(DELIVERY.EVENT_ID, UUID.fromString(event))
        .set(DELIVERY.WEBHOOK_ID, UUID.fromString(webhook))
        // Of one event and webhook there is one of each number.
        .set(DELIVERY.REPETITION, REPETITIONS.getAndIncrement())
        .set(DELIVERY.TRIGGER, "live")
        .set(DELIVERY.STATUS, status)
        .set(DELIVERY.PARKED_REASON, status.equals("PARKED") ? "paused" : null)
        .set(DELIVERY.CREATED_AT, Instant.now())
        .execute();
    return id.toString();
  }
}

package org.wardbell.api;

import java.util.UUID;

/** Clinics and keys made through the api, for tests. */
public final class Clinics {
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
}

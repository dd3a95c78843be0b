package org.wardbell.api;

import java.util.UUID;

/** Makes clinics and keys through the api, for tests. */
public final class Clinics {
  private Clinics() {}

  /** A new clinic's id. */
  public static String make() {
    return Call.to("/api/v1/clinics")
        .post(
            "{\"name\":\"clinic %s\",\"time_zone\":\"Europe/Berlin\"}".formatted(UUID.randomUUID()))
        .json()
        .path("id")
        .asString();
  }

  /** A new key of that clinic. */
  public static String key(String clinic, String role) {
    return Call.to("/api/v1/keys")
        .post("{\"name\":\"test\",\"role\":\"%s\",\"clinic\":\"%s\"}".formatted(role, clinic))
        .json()
        .path("key")
        .asString();
  }

  /** A new webhook's id. */
  public static String webhook(String clinic) {
    return Call.to("/api/v1/webhooks")
        .post(
            "{\"clinic\":\"%s\",\"name\":\"CRM\",\"url\":\"https://example.org/x\",\"events\":[\"*\"]}"
                .formatted(clinic))
        .json()
        .path("id")
        .asString();
  }

  /** A new event's id. */
  public static String event(String clinic) {
    return Call.to("/api/v1/events")
        .post(
            "{\"clinic\":\"%s\",\"type\":\"bill.paid\",\"data\":{\"bill_id\":7}}".formatted(clinic))
        .json()
        .path("id")
        .asString();
  }
}

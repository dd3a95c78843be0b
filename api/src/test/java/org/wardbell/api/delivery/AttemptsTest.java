package org.wardbell.api.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Ids;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/** The execution log, of two clinics. */
@Tag("servers")
class AttemptsTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  /** A second apart; numbers grow with time. */
  private static final Instant BEGAN = Instant.now();

  private static String clinic;
  private static String reader;
  private static String other;
  private static String webhook;

  /** The deliveries of our attempts, each of which has one. */
  private static final List<String> OURS = new ArrayList<>();

  private static final List<String> DELIVERIES = new ArrayList<>();

  @BeforeAll
  static void send() {
    clinic = Clinics.make();
    reader = Clinics.key(clinic, "READER");
    other = Clinics.make();
    webhook = Clinics.webhook(clinic);
    String theirs = Clinics.webhook(other);
    for (int i = 0; i < 6; i++) {
      OURS.add(attempt(clinic, webhook, i % 2 == 0 ? "DELIVERED" : "TLS", i));
      attempt(other, theirs, "DELIVERED", i);
    }
  }

  private static String attempt(String of, String at, String outcome, int seconds) {
    UUID delivery = Ids.next();
    DATABASE
        .insertInto(DELIVERY)
        .set(DELIVERY.ID, delivery)
        .set(DELIVERY.CLINIC_ID, UUID.fromString(of))
        .set(DELIVERY.EVENT_ID, UUID.fromString(Clinics.event(of)))
        .set(DELIVERY.WEBHOOK_ID, UUID.fromString(at))
        .set(DELIVERY.TRIGGER, "live")
        .set(DELIVERY.STATUS, outcome.equals("TLS") ? "PENDING" : "DELIVERED")
        .set(DELIVERY.ATTEMPTS, 1)
        .set(DELIVERY.LAST_CODE, outcome.equals("TLS") ? "tls" : "http_200")
        .set(DELIVERY.CREATED_AT, BEGAN.plusSeconds(seconds))
        .execute();
    DELIVERIES.add(delivery.toString());
    DATABASE
        .insertInto(ATTEMPT)
        .set(ATTEMPT.DELIVERY_ID, delivery)
        .set(ATTEMPT.ORDINAL, 1)
        .set(ATTEMPT.CLINIC_ID, UUID.fromString(of))
        .set(ATTEMPT.WEBHOOK_ID, UUID.fromString(at))
        .set(ATTEMPT.WEBHOOK_VERSION, 1)
        .set(ATTEMPT.TRIGGER, "schedule")
        .set(ATTEMPT.LANE, "EXPRESS")
        .set(ATTEMPT.STARTED_AT, BEGAN.plusSeconds(seconds))
        .set(ATTEMPT.FINISHED_AT, BEGAN.plusSeconds(seconds))
        .set(ATTEMPT.OUTCOME, outcome)
        .set(ATTEMPT.CODE, outcome.equals("TLS") ? "tls" : "http_200")
        .set(ATTEMPT.TOTAL_MICROS, 4_500)
        .execute();
    return delivery.toString();
  }

  @Test
  void log_ofAClinic_isItsOwn_newestFirst() {
    assertThat(ids("limit=4")).containsExactlyElementsOf(OURS.reversed());
    assertThat(ids("limit=4&clinic_id=" + clinic)).hasSize(OURS.size());
    assertThat(Call.to("/api/v1/attempts?clinic_id=" + other, reader).get().status())
        .isEqualTo(403);
  }

  @Test
  void filters_findWhatTheySay() {
    List<String> failed = List.of(OURS.get(5), OURS.get(3), OURS.get(1));
    assertThat(ids("limit=2&outcome=TLS")).isEqualTo(failed);
    assertThat(ids("limit=2&code=tls&webhook_id=" + webhook)).isEqualTo(failed);
    assertThat(ids("limit=2&status=PENDING")).isEqualTo(failed);
    assertThat(ids("limit=2&event_type=bill.paid&outcome=TLS")).isEqualTo(failed);
    assertThat(ids("limit=2&event_type=patient.created")).isEmpty();
    assertThat(ids("limit=2&trigger=replay")).isEmpty();
    assertThat(ids("limit=2&trigger=schedule")).hasSize(6);
    assertThat(ids("limit=2&webhook_id=" + UUID.randomUUID())).isEmpty();
    assertThat(ids("limit=2&from=%s&to=%s".formatted(BEGAN.plusSeconds(1), BEGAN.plusSeconds(3))))
        .containsExactly(OURS.get(2), OURS.get(1));
    assertThat(ids("limit=2&delivery_id=" + DELIVERIES.getFirst()))
        .containsExactly(OURS.getFirst());
    // The second one is the other clinic's.
    assertThat(ids("limit=2&delivery_id=" + DELIVERIES.get(1))).isEmpty();
  }

  @Test
  void attempt_inTheLog_saysWhatItBelongsTo() {
    JsonNode newest = Call.to("/api/v1/attempts?limit=1", reader).get().json().path("data").path(0);
    assertThat(newest.path("webhook_id").asString()).isEqualTo(webhook);
    assertThat(newest.path("webhook_name").asString()).isEqualTo("CRM");
    assertThat(newest.path("event_type").asString()).isEqualTo("bill.paid");
    assertThat(newest.path("delivery_status").asString()).isEqualTo("PENDING");
    assertThat(newest.path("advice").asString()).isNotBlank();
    assertThat(newest.at("/timings/total_micros").asInt()).isEqualTo(4_500);
    assertThat(newest.has("response")).isFalse();
  }

  @Test
  void number_inTheInstallation_isForItsCallersOnly() {
    JsonNode ours = Call.to("/api/v1/attempts?limit=1", reader).get().json().at("/data/0");
    assertThat(ours.has("id")).isFalse();
    assertThat(ours.path("number").asInt()).isEqualTo(1);
    JsonNode all =
        Call.to("/api/v1/attempts?limit=1&clinic_id=" + clinic).get().json().at("/data/0");
    assertThat(all.path("delivery_id")).isEqualTo(ours.path("delivery_id"));
    assertThat(all.path("id").asLong()).isPositive();
  }

  @Test
  void deliveries_takeTheSameFilters() {
    String path = "/api/v1/deliveries?limit=50&";
    assertThat(count(path + "code=tls")).isEqualTo(3);
    assertThat(count(path + "code=tls&webhook_id=" + webhook)).isEqualTo(3);
    assertThat(count(path + "event_type=bill.paid")).isEqualTo(6);
    assertThat(count(path + "trigger=resend")).isZero();
    assertThat(count(path + "from=" + BEGAN.plusSeconds(4))).isEqualTo(2);
    assertThat(Call.to(path + "trigger=test", reader).get().status()).isEqualTo(422);
    // Stored in ASCII, and compared with nothing else.
    assertThat(Call.to(path + "code=%C3%A9", reader).get().status()).isEqualTo(422);
    assertThat(Call.to(path + "event_type=%F0%9F%94%94", reader).get().status()).isEqualTo(422);
    assertThat(Call.to(path + "from=monday", reader).get().status()).isEqualTo(422);
  }

  private static int count(String path) {
    return Call.to(path, reader).get().json().path("data").size();
  }

  private static List<String> ids(String query) {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    while (true) {
      JsonNode page = Call.to("/api/v1/attempts?" + query + cursor, reader).get().json();
      page.path("data").forEach(one -> ids.add(one.path("delivery_id").asString()));
      if (!page.has("next_cursor")) {
        return ids;
      }
      cursor = "&cursor=" + page.path("next_cursor").asString();
    }
  }
}

package org.wardbell.api.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

/** Statistics through the API: each clinic sees its own, and they are soon complete. */
@Tag("servers")
class StatisticsApiTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);
  private static final String PATH = "/api/v1/statistics";

  private static String clinic;
  private static String reader;
  private static String other;
  private static String webhook;
  private static Instant filled;

  @BeforeAll
  static void fill() throws InterruptedException {
    clinic = Clinics.make();
    reader = Clinics.key(clinic, "READER");
    other = Clinics.make();
    webhook = Clinics.webhook(clinic);
    for (int i = 0; i < 4; i++) {
      attempt(clinic, webhook, i == 0 ? "EXHAUSTED" : "DELIVERED", 1_000 * (i + 1));
    }
    attempt(other, Clinics.webhook(other), "DELIVERED", 50_000);
    filled = Instant.now();
    counted();
  }

  /** Waits until figures are younger than what was filled in: nothing else would be seen. */
  private static void counted() throws InterruptedException {
    while (true) {
      String countedAt = Call.to(PATH, reader).get().json().path("counted_at").asString("");
      if (!countedAt.isEmpty() && Instant.parse(countedAt).isAfter(filled)) {
        return;
      }
      Thread.sleep(Duration.ofMillis(100));
    }
  }

  private static void attempt(String of, String at, String status, int micros) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    UUID delivery = Ids.next();
    boolean delivered = status.equals("DELIVERED");
    DATABASE
        .insertInto(DELIVERY)
        .set(DELIVERY.ID, delivery)
        .set(DELIVERY.CLINIC_ID, UUID.fromString(of))
        .set(DELIVERY.EVENT_ID, UUID.fromString(Clinics.event(of)))
        .set(DELIVERY.WEBHOOK_ID, UUID.fromString(at))
        .set(DELIVERY.TRIGGER, "live")
        .set(DELIVERY.STATUS, status)
        .set(DELIVERY.ATTEMPTS, 1)
        .set(DELIVERY.CREATED_AT, now)
        .set(DELIVERY.FINISHED_AT, now)
        .execute();
    DATABASE
        .insertInto(ATTEMPT)
        .set(ATTEMPT.DELIVERY_ID, delivery)
        .set(ATTEMPT.ORDINAL, 1)
        .set(ATTEMPT.CLINIC_ID, UUID.fromString(of))
        .set(ATTEMPT.WEBHOOK_ID, UUID.fromString(at))
        .set(ATTEMPT.WEBHOOK_VERSION, 1)
        .set(ATTEMPT.TRIGGER, "schedule")
        .set(ATTEMPT.LANE, "EXPRESS")
        .set(ATTEMPT.STARTED_AT, now)
        .set(ATTEMPT.FINISHED_AT, now)
        .set(ATTEMPT.OUTCOME, delivered ? "DELIVERED" : "TIMEOUT")
        .set(ATTEMPT.CODE, delivered ? "http_200" : "timeout")
        .set(ATTEMPT.TOTAL_MICROS, micros)
        .execute();
  }

  @Test
  void cards_ofAClinic_countItsOwnDeliveries() {
    JsonNode cards = Call.to(PATH, reader).get().json().path("cards");

    assertThat(cards.at("/active_webhooks").asInt()).isEqualTo(1);
    assertThat(cards.at("/used_webhooks/value").asInt()).isEqualTo(1);
    assertThat(cards.at("/used_webhooks/before").asInt()).isZero();
    assertThat(cards.at("/success_rate/value").asDouble()).isEqualTo(0.75);
    assertThat(cards.at("/success_rate").has("before")).isFalse();
    assertThat(cards.at("/delivered/value").asInt()).isEqualTo(3);
    assertThat(cards.at("/failed/value").asInt()).isEqualTo(1);
    assertThat(cards.at("/events/value").asInt()).isEqualTo(4);
  }

  @Test
  void series_hasEveryColumn_andTheOpenOneToo() {
    JsonNode shown = Call.to(PATH + "?step=HOUR", reader).get().json();

    assertThat(shown.path("time_zone").asString()).isEqualTo("Europe/Berlin");
    assertThat(shown.path("series").size()).isBetween(24, 26);
    long deliveries = 0;
    for (JsonNode column : shown.path("series")) {
      deliveries += column.at("/totals/deliveries/DELIVERED").asLong(0);
    }
    assertThat(deliveries).isEqualTo(3);
    assertThat(shown.at("/execution_time/requests").asInt()).isEqualTo(4);
    assertThat(shown.at("/execution_time/p50_micros").asInt()).isBetween(2_000, 2_020);
    assertThat(shown.at("/execution_time/maximum_micros").asInt()).isBetween(4_000, 4_050);
  }

  @Test
  void groups_areThoseThatAreAskedFor() {
    JsonNode codes = Call.to(PATH + "?by=CODE", reader).get().json().path("groups");
    assertThat(codes.size()).isEqualTo(2);
    assertThat(codes.at("/0/value").asString()).isEqualTo("http_200");
    assertThat(codes.at("/0/totals/attempts/DELIVERED").asInt()).isEqualTo(3);
    assertThat(codes.at("/1/value").asString()).isEqualTo("timeout");
    assertThat(codes.at("/1/execution_time/requests").asInt()).isEqualTo(1);
    assertThat(Call.to(PATH + "?by=WEBHOOK", reader).get().json().at("/groups/0/value").asString())
        .isEqualTo(webhook);
    assertThat(
            Call.to(PATH + "?by=EVENT_TYPE", reader).get().json().at("/groups/0/value").asString())
        .isEqualTo("bill.paid");
    assertThat(Call.to(PATH, reader).get().json().has("groups")).isFalse();
  }

  @Test
  void filters_narrowFiguresAndTimes() {
    JsonNode of = Call.to(PATH + "?code=timeout", reader).get().json();
    assertThat(of.at("/cards/attempts/value").asInt()).isEqualTo(1);
    assertThat(of.at("/execution_time/requests").asInt()).isEqualTo(1);
    assertThat(of.path("cards").has("events")).isFalse();
    JsonNode both = Call.to(PATH + "?code=timeout&event_type=bill.paid", reader).get().json();
    assertThat(both.at("/cards/attempts/value").asInt()).isEqualTo(1);
    assertThat(both.has("execution_time")).isFalse();
  }

  @Test
  void clinic_isSeenByItsOwnKeysAndThoseOfTheInstallation() {
    assertThat(Call.to(PATH + "?clinic_id=" + other, reader).get().status()).isEqualTo(403);
    JsonNode theirs = Call.to(PATH + "?clinic_id=" + other).get().json();
    assertThat(theirs.at("/cards/delivered/value").asInt()).isEqualTo(1);
    JsonNode all = Call.to(PATH + "?by=CLINIC").get().json();
    assertThat(all.path("time_zone").asString()).isEqualTo("Etc/UTC");
    assertThat(all.at("/cards/delivered/value").asInt()).isGreaterThanOrEqualTo(4);
    assertThat(all.path("groups").findValuesAsString("value")).contains(clinic, other);
    JsonNode own = Call.to(PATH + "?by=CLINIC", reader).get().json();
    assertThat(own.path("groups").findValuesAsString("value")).containsExactly(clinic);
  }

  @Test
  void period_thatCannotBeShown_isRefusedWithTheFix() {
    assertRefused("?step=MINUTE&from=2026-01-01T00:00:00Z&to=2026-01-01T01:00:00Z", "step");
    assertRefused("?from=2026-01-01T00:00:00Z&to=2025-01-01T00:00:00Z", "from");
    assertRefused("?step=DAY&from=2020-01-01T00:00:00Z&to=2025-01-01T00:00:00Z", "step");
    assertRefused("?from=yesterday", "from");
    assertThat(Call.to(PATH + "?step=WEEK", reader).get().status()).isEqualTo(422);
  }

  private static void assertRefused(String query, String field) {
    Call.Answer answer = Call.to(PATH + query, reader).get();
    assertThat(answer.status()).as(query).isEqualTo(422);
    assertThat(answer.text()).contains("\"" + field + "\"");
  }

  @Test
  void rebuild_needsAKeyOfTheInstallation() {
    assertThat(Call.to(PATH + "/rebuild", Clinics.key(clinic, "ADMIN")).post("").status())
        .isEqualTo(403);
    assertThat(Call.to(PATH + "/rebuild").get().json().has("shown_since")).isTrue();
  }
}

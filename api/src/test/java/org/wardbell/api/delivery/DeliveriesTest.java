package org.wardbell.api.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.AUDIT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.DELIVERY_END;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.TableField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.Ids;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

@Tag("servers")
class DeliveriesTest {
  private static final String[] STATUSES = {"DELIVERED", "PENDING", "EXHAUSTED"};
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private static String clinic;
  private static String reader;
  private static String webhook;
  private static final List<String> EVENTS = new ArrayList<>();
  private static final List<String> DELIVERIES = new ArrayList<>();

  @BeforeAll
  static void deliver() {
    clinic = Clinics.make();
    reader = Clinics.key(clinic, "READER");
    webhook = Clinics.webhook(clinic);
    for (int i = 0; i < 9; i++) {
      EVENTS.add(Clinics.event(clinic));
      DELIVERIES.add(delivery(EVENTS.get(i), STATUSES[i % STATUSES.length]));
    }
  }

  private static String delivery(String event, String status) {
    UUID id = Ids.next();
    DATABASE
        .insertInto(DELIVERY)
        .set(DELIVERY.ID, id)
        .set(DELIVERY.CLINIC_ID, UUID.fromString(clinic))
        .set(DELIVERY.EVENT_ID, UUID.fromString(event))
        .set(DELIVERY.WEBHOOK_ID, UUID.fromString(webhook))
        .set(DELIVERY.TRIGGER, "live")
        .set(DELIVERY.STATUS, status)
        .set(DELIVERY.ATTEMPTS, 1)
        .set(DELIVERY.CREATED_AT, Instant.now())
        .execute();
    String answer =
        "{\"headers\":[{\"name\":\"Server\",\"value\":\"x\"}],\"body\":\"aGVsbG8=\",\"truncated\":false}";
    Sealed sealed =
        ApiServer.shared()
            .bean(Encryption.class)
            .seal(UUID.fromString(clinic), "attempt.response.1", id, answer.getBytes());
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
        .set(ATTEMPT.FINISHED_AT, Instant.now())
        .set(ATTEMPT.OUTCOME, "FAILED")
        .set(ATTEMPT.CODE, "http_503")
        .set(ATTEMPT.HTTP_STATUS, 503)
        .set(ATTEMPT.DNS_MICROS, 120)
        .set(ATTEMPT.TOTAL_MICROS, 4_500)
        .set(ATTEMPT.RESPONSE_CIPHERTEXT, sealed.ciphertext())
        .set(ATTEMPT.KEY_ID, sealed.keyId())
        .execute();
    return id.toString();
  }

  @Test
  void delivery_isShownWithAttemptsAdviceAndTimings() {
    JsonNode shown = Call.to("/api/v1/deliveries/" + DELIVERIES.getFirst(), reader).get().json();
    assertThat(shown.path("status").asString()).isEqualTo("DELIVERED");
    JsonNode attempt = shown.path("attempts").path(0);
    assertThat(attempt.path("outcome").asString()).isEqualTo("FAILED");
    assertThat(attempt.path("advice").asString()).contains("overloaded");
    assertThat(attempt.path("timings").path("dns_micros").asInt()).isEqualTo(120);
    assertThat(attempt.path("timings").path("total_micros").asInt()).isEqualTo(4_500);
    assertThat(attempt.path("timings").has("tls_micros")).isFalse();
    assertThat(attempt.has("response")).isFalse();
  }

  /** Ids alone say nothing to a person: what it was and where it went has a name. */
  @Test
  void delivery_saysWhatItIsAndWhereItGoes_alsoOfADeletedWebhook() {
    String path = "/api/v1/webhooks/" + Clinics.webhook(clinic);
    String deleted = path.substring(path.lastIndexOf('/') + 1);
    String id = Clinics.delivery(clinic, deleted, EVENTS.getFirst(), "DELIVERED");
    assertThat(Call.to(path).delete().status()).isLessThan(300);
    for (JsonNode shown :
        List.of(
            Call.to("/api/v1/deliveries/" + id, reader).get().json(),
            Call.to("/api/v1/deliveries?webhook_id=" + deleted, reader).get().json().at("/data/0"),
            Call.to("/api/v1/deliveries/" + DELIVERIES.getFirst(), reader).get().json())) {
      assertThat(shown.path("event_type").asString()).isEqualTo("bill.paid");
      assertThat(shown.path("webhook_name").asString()).isEqualTo("CRM");
    }
    DATABASE.deleteFrom(DELIVERY).where(DELIVERY.ID.eq(UUID.fromString(id))).execute();
  }

  @Test
  void includeResponse_isOpenedAndAudited() {
    String id = DELIVERIES.get(1);
    JsonNode shown = Call.to("/api/v1/deliveries/" + id + "?include=response", reader).get().json();
    assertThat(shown.path("attempts").path(0).path("response").path("body").asString())
        .isEqualTo("hello");
    assertThat(audited("delivery.response_read", "delivery/" + id)).isEqualTo(1);
  }

  @Test
  void event_isShownWithItsDeliveriesAndDataOnlyOnRequest() {
    String path = "/api/v1/events/" + EVENTS.get(2);
    JsonNode shown = Call.to(path, reader).get().json();
    assertThat(shown.path("deliveries").path(0).path("id").asString()).isEqualTo(DELIVERIES.get(2));
    assertThat(shown.has("data")).isFalse();
    assertThat(audited("event.data_read", "event/" + EVENTS.get(2))).isZero();
    JsonNode withData = Call.to(path + "?include=data", reader).get().json();
    assertThat(withData.path("data").path("bill_id").asInt()).isEqualTo(7);
    assertThat(audited("event.data_read", "event/" + EVENTS.get(2))).isEqualTo(1);
    assertThat(Call.to(path + "?include=everything", reader).get().status()).isEqualTo(422);
  }

  private static int audited(String action, String target) {
    return DATABASE.fetchCount(AUDIT, AUDIT.ACTION.eq(action).and(AUDIT.TARGET.eq(target)));
  }

  @Test
  void lists_byWebhookStatusAndEvent_pageWithoutGaps() {
    assertThat(ids("/api/v1/deliveries?limit=2")).containsExactlyElementsOf(DELIVERIES.reversed());
    assertThat(ids("/api/v1/deliveries?limit=2&webhook=" + webhook))
        .containsExactlyElementsOf(DELIVERIES.reversed());
    List<String> pending = List.of(DELIVERIES.get(7), DELIVERIES.get(4), DELIVERIES.get(1));
    assertThat(ids("/api/v1/deliveries?limit=2&status=PENDING")).isEqualTo(pending);
    assertThat(ids("/api/v1/deliveries?limit=2&status=PENDING&webhook=" + webhook))
        .isEqualTo(pending);
    assertThat(ids("/api/v1/deliveries?limit=2&event=" + EVENTS.get(3)))
        .containsExactly(DELIVERIES.get(3));
    assertThat(ids("/api/v1/deliveries?limit=2&status=PENDING&event=" + EVENTS.get(3))).isEmpty();
    assertThat(ids("/api/v1/events?limit=2")).containsExactlyElementsOf(EVENTS.reversed());
  }

  private static List<String> ids(String path) {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          Call.to(cursor.isEmpty() ? path : path + "&cursor=" + cursor, reader).get().json();
      page.path("data").forEach(row -> ids.add(row.path("id").asString()));
      cursor = page.path("next_cursor").asString("");
    } while (!cursor.isEmpty());
    return ids;
  }

  @Test
  void badParameters_are422WithTheirName() {
    for (String query :
        List.of(
            "status=LATE",
            "webhook_id=x",
            "event_id=x",
            "limit=0",
            "limit=201",
            "limit=x",
            "cursor=x")) {
      Call.Answer answer = Call.to("/api/v1/deliveries?" + query, reader).get();
      assertThat(answer.status()).as(query).isEqualTo(422);
      assertThat(answer.field()).isEqualTo(query.substring(0, query.indexOf('=')));
    }
  }

  @Test
  void list_byTheEnd_hasWhatEndedInThePeriod() {
    String other = Clinics.make();
    String itsReader = Clinics.key(other, "READER");
    String itsWebhook = Clinics.webhook(other);
    Instant end = Instant.now().truncatedTo(ChronoUnit.MICROS);
    String answered = Clinics.delivery(other, itsWebhook, Clinics.event(other), "DELIVERED");
    String cancelled = Clinics.delivery(other, itsWebhook, Clinics.event(other), "CANCELLED");
    endedWithAnAttempt(UUID.fromString(answered), end);
    endedWithoutOne(UUID.fromString(cancelled), end);

    String then = ended(end, end.plusMillis(1));
    JsonNode page = Call.to(then + "&limit=1", itsReader).get().json();
    String cursor = page.path("next_cursor").asString();
    JsonNode next = Call.to(then + "&limit=1&cursor=" + cursor, itsReader).get().json();

    assertThat(List.of(page.at("/data/0/id").asString(), next.at("/data/0/id").asString()))
        .containsExactlyInAnyOrder(answered, cancelled);
    assertThat(next.has("next_cursor")).isFalse();
    assertThat(Call.to(then, reader).get().json().path("data")).isEmpty();
    for (String otherwise :
        List.of(ended(end.minusSeconds(60), end), ended(end.plusMillis(1), end.plusSeconds(60)))) {
      assertThat(Call.to(otherwise, itsReader).get().json().path("data")).isEmpty();
    }
    assertThat(Call.to("/api/v1/deliveries?cursor=" + cursor, itsReader).get().status())
        .isEqualTo(422);
    assertThat(Call.to(ended(end, end.minusSeconds(1)), itsReader).get().text())
        .contains("ended_from", "is not before ended_to");
  }

  private static String ended(Instant from, Instant to) {
    return "/api/v1/deliveries?ended_from=%s&ended_to=%s".formatted(from, to);
  }

  private static void endedWithAnAttempt(UUID id, Instant end) {
    ended(id, end);
    DATABASE
        .insertInto(ATTEMPT)
        .set(ATTEMPT.DELIVERY_ID, id)
        .set(ATTEMPT.ORDINAL, 1)
        .set(ATTEMPT.CLINIC_ID, ofDelivery(id, DELIVERY.CLINIC_ID))
        .set(ATTEMPT.WEBHOOK_ID, ofDelivery(id, DELIVERY.WEBHOOK_ID))
        .set(ATTEMPT.WEBHOOK_VERSION, 1)
        .set(ATTEMPT.TRIGGER, "schedule")
        .set(ATTEMPT.LANE, "EXPRESS")
        .set(ATTEMPT.STARTED_AT, end.minusSeconds(1))
        .set(ATTEMPT.FINISHED_AT, end)
        .set(ATTEMPT.OUTCOME, "DELIVERED")
        .execute();
  }

  private static void endedWithoutOne(UUID id, Instant end) {
    ended(id, end);
    DATABASE
        .insertInto(DELIVERY_END)
        .set(DELIVERY_END.DELIVERY_ID, id)
        .set(DELIVERY_END.CLINIC_ID, ofDelivery(id, DELIVERY.CLINIC_ID))
        .set(DELIVERY_END.WEBHOOK_ID, ofDelivery(id, DELIVERY.WEBHOOK_ID))
        .set(DELIVERY_END.EVENT_ID, ofDelivery(id, DELIVERY.EVENT_ID))
        .set(DELIVERY_END.STATUS, "CANCELLED")
        .set(DELIVERY_END.ENDED_AT, end)
        .execute();
  }

  private static void ended(UUID id, Instant end) {
    DATABASE
        .update(DELIVERY)
        .set(DELIVERY.ATTEMPTS, 1)
        .set(DELIVERY.CREATED_AT, end.minusSeconds(86_400))
        .set(DELIVERY.FINISHED_AT, end)
        .where(DELIVERY.ID.eq(id))
        .execute();
  }

  private static UUID ofDelivery(UUID id, TableField<?, UUID> field) {
    return DATABASE.select(field).from(DELIVERY).where(DELIVERY.ID.eq(id)).fetchSingle(field);
  }
}

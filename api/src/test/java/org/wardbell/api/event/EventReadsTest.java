package org.wardbell.api.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.event.EventIntake;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/** The list of events with its filters, where each went, and how often it came. */
@Tag("servers")
class EventReadsTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");

  private String post(String type) {
    Call.Answer answer =
        Call.to("/api/v1/events", key).post("{\"type\":\"%s\",\"data\":{}}".formatted(type));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.json().path("id").asString();
  }

  private List<String> ids(String query) {
    Call.Answer answer = Call.to("/api/v1/events" + query, key).get();
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("data").valueStream().map(e -> e.path("id").asString()).toList();
  }

  @Test
  void list_withFilters_showsWhatMatches() {
    String paid = post("bill.paid");
    String booked = post("appointment.booked");
    String later = Instant.now().plus(1, ChronoUnit.HOURS).toString();

    assertThat(ids("?event_type=bill.paid")).containsExactly(paid);
    assertThat(ids("?source=api")).containsExactly(booked, paid);
    assertThat(ids("?source=calendar")).isEmpty();
    assertThat(ids("?from=2020-01-01T00:00:00Z&to=" + later)).containsExactly(booked, paid);
    assertThat(ids("?from=" + later)).isEmpty();
  }

  @Test
  void list_ofAType_goesOnWhereItsPageEnded() {
    String first = post("bill.paid");
    post("appointment.booked");
    String second = post("bill.paid");

    JsonNode page = Call.to("/api/v1/events?event_type=bill.paid&limit=1", key).get().json();

    assertThat(page.path("data").path(0).path("id").asString()).isEqualTo(second);
    assertThat(ids("?event_type=bill.paid&limit=1&cursor=" + page.path("next_cursor").asString()))
        .containsExactly(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"source=mail", "from=yesterday", "event_type=büll"})
  void list_withAFilterThatCannotBe_saysWhich(String query) {
    Call.Answer answer = Call.to("/api/v1/events?" + query.replace("ü", "%C3%BC"), key).get();

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo(query.substring(0, query.indexOf('=')));
  }

  @Test
  void event_postedAgain_isCounted() {
    String body = "{\"type\":\"bill.paid\",\"id\":\"bill-1\",\"data\":{}}";
    String id = Call.to("/api/v1/events", key).post(body).json().path("id").asString();
    for (int i = 0; i < 3; i++) {
      assertThat(Call.to("/api/v1/events", key).post(body).status()).isEqualTo(200);
    }

    // As it is written every few seconds.
    ApiServer.shared().bean(EventRepetitions.class).write();
    assertThat(Call.to("/api/v1/events/" + id, key).get().json().path("repeats").asInt())
        .isEqualTo(3);
    assertThat(Call.to("/api/v1/events/" + id, key).get().json().path("repeated_at").asString())
        .isNotEmpty();
  }

  @Test
  void webhooks_ofAnEvent_sayWhyTheyHaveNoDelivery() {
    String sent = Clinics.webhook(clinic);
    String off = webhook("\"events\":[\"*\"],\"enabled\":false");
    String others = webhook("\"events\":[\"appointment.booked\"]");
    String filtered = webhook("\"events\":[\"*\"],\"filter\":\"false\"");
    String event = post("bill.paid");
    dispatched(event);
    String late = Clinics.webhook(clinic);
    Clinics.delivery(clinic, sent, event, "DELIVERED");

    JsonNode ways = Call.to("/api/v1/events/" + event + "/webhooks", key).get().json();

    assertThat(ways.path("data").path(0).path("status").asString()).isEqualTo("DELIVERED");
    assertThat(reason(ways, sent)).isEmpty();
    assertThat(reason(ways, off)).isEqualTo("DISABLED");
    assertThat(reason(ways, others)).isEqualTo("OTHER_TYPES");
    assertThat(reason(ways, filtered)).isEqualTo("FILTER");
    assertThat(reason(ways, late)).isEqualTo("MADE_LATER");
  }

  @Test
  void webhook_thatAnEventTellsOf_isNotToldOfItself() {
    String told = Clinics.webhook(clinic);
    // As Wardbell itself makes one.
    NewEvent failing =
        new NewEvent(
            UUID.fromString(clinic),
            "webhook.failing",
            "webhook/" + told,
            "system",
            null,
            null,
            "{}".getBytes(StandardCharsets.UTF_8));
    String event =
        ApiServer.shared()
            .bean(EventIntake.class)
            .accept(List.of(failing))
            .getFirst()
            .id()
            .toString();
    dispatched(event);

    JsonNode ways = Call.to("/api/v1/events/" + event + "/webhooks", key).get().json();

    assertThat(reason(ways, told)).isEqualTo("ABOUT_ITSELF");
  }

  private String webhook(String settings) {
    Call.Answer answer =
        Call.to("/api/v1/webhooks", key)
            .post("{\"name\":\"CRM\",\"url\":\"https://example.org/x\",%s}".formatted(settings));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().path("id").asString();
  }

  /** No worker runs beside these tests. */
  private static void dispatched(String event) {
    DATABASE
        .update(EVENT)
        .set(EVENT.DISPATCHED_AT, Instant.now())
        .where(EVENT.ID.eq(UUID.fromString(event)))
        .execute();
  }

  private static String reason(JsonNode ways, String webhook) {
    return ways.path("data")
        .valueStream()
        .filter(way -> way.path("webhook_id").asString().equals(webhook))
        .map(way -> way.path("reason").asString(""))
        .findFirst()
        .orElse("not there");
  }

  @Test
  void webhooks_ofAnotherClinicsEvent_areNotFound() {
    String other = Clinics.make();

    assertThat(Call.to("/api/v1/events/" + Clinics.event(other) + "/webhooks", key).get().status())
        .isEqualTo(404);
  }

  @Test
  void check_answersAsThePostWould_andKeepsNothing() {
    Call.to("/api/v1/event-types", key)
        .post(
            "{\"type\":\"custom.xray\",\"label\":\"X-ray\",\"schema\":{\"type\":\"object\",\"required\":[\"xray_id\"]}}");
    String reader = Clinics.key(clinic, "READER");

    Call.Answer bad =
        Call.to("/api/v1/events/check", reader).post("{\"type\":\"custom.xray\",\"data\":{}}");
    Call.Answer good =
        Call.to("/api/v1/events/check", reader)
            .post("{\"type\":\"custom.xray\",\"data\":{\"xray_id\":1}}");

    assertThat(bad.status()).isEqualTo(422);
    assertThat(bad.field()).startsWith("data");
    assertThat(good.status()).as(good.text()).isEqualTo(200);
    assertThat(good.json().path("type").asString()).isEqualTo("custom.xray");
    assertThat(ids("")).isEmpty();
  }
}

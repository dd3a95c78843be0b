package org.wardbell.api.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.activities.database.generated.tables.records.EventRecord;
import org.wardbell.activities.event.EventStore;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

@Tag("servers")
class EventPostTest {
  private static final String EVENTS = "/api/v1/events";

  @Test
  void event_thatWardbellAloneTellsOf_isRefused() {
    for (String type : List.of("webhook.failing", "webhook.disabled", "delivery.exhausted")) {
      Call.Answer answer =
          Call.to("/api/v1/events").post("{\"type\":\"%s\",\"data\":{}}".formatted(type));

      assertThat(answer.status()).as(answer.text()).isEqualTo(422);
      assertThat(answer.field()).isEqualTo("type");
    }
  }

  @Test
  void event_temporalAway_is202AndKept() {
    Call.Answer answer =
        Call.to(EVENTS)
            .post(
                """
                {"type": "appointment.booked", "subject": "appointment/17",
                 "occurred_at": "2026-11-22T09:30:00+01:00",
                 "data" :  {"appointment_id": 17,  "note":"ümlaut 🩺"}  }
                """);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().path("type").asString()).isEqualTo("appointment.booked");
    assertThat(answer.json().path("duplicate").asBoolean()).isFalse();
    assertThat(answer.json().path("idempotent").asBoolean()).isFalse();
    String id = answer.json().path("id").asString();
    assertThat(answer.header("location")).isEqualTo("/api/v1/events/" + id);
    EventRecord row =
        ApiServer.shared()
            .bean(DSLContext.class)
            .selectFrom(EVENT)
            .where(EVENT.ID.eq(UUID.fromString(id)))
            .fetchSingle();
    assertThat(row.getOccurredAt()).isEqualTo("2026-11-22T08:30:00Z");
    assertThat(Call.to(EVENTS + "/" + id).get().json().path("subject").asString())
        .isEqualTo("appointment/17");
    byte[] data =
        ApiServer.shared()
            .bean(EventStore.class)
            .open(row.getClinicId(), row.getId(), row.getDataCiphertext());
    assertThat(new String(data, StandardCharsets.UTF_8))
        .isEqualTo("{\"appointment_id\": 17,  \"note\":\"ümlaut 🩺\"}");
  }

  @Test
  void alias_isStoredAsCanonicalType() {
    Call.Answer answer = Call.to(EVENTS).post("{\"type\":\"kc_appointment_book\",\"data\":{}}");
    assertThat(answer.json().path("type").asString()).isEqualTo("appointment.booked");
  }

  @Test
  void sameKey_sameBody_is200DuplicateWithTheSameId() {
    String key = UUID.randomUUID().toString();
    String body = "{\"type\":\"bill.paid\",\"data\":{\"a\":1,\"b\":[2]}}";
    Call.Answer first = Call.to(EVENTS).header("Idempotency-Key", key).post(body);
    assertThat(first.status()).isEqualTo(202);
    assertThat(first.json().path("idempotent").asBoolean()).isTrue();
    String same = "{\"data\":{\"b\":[2],\"a\":1},\"type\":\"bill.paid\",\"id\":\"" + key + "\"}";
    Call.Answer second = Call.to(EVENTS).post(same);
    assertThat(second.status()).as(second.text()).isEqualTo(200);
    assertThat(second.json().path("duplicate").asBoolean()).isTrue();
    assertThat(second.json().path("id")).isEqualTo(first.json().path("id"));
  }

  @Test
  void key_quotedAsInTheDraft_isTheSameKey() {
    String key = UUID.randomUUID().toString();
    String body = "{\"type\":\"bill.paid\",\"data\":{}}";
    Call.Answer bare = Call.to(EVENTS).header("Idempotency-Key", key).post(body);

    Call.Answer quoted = Call.to(EVENTS).header("Idempotency-Key", '"' + key + '"').post(body);

    assertThat(quoted.status()).as(quoted.text()).isEqualTo(200);
    assertThat(quoted.json().path("id")).isEqualTo(bare.json().path("id"));
  }

  @Test
  void sameKey_otherBody_is409() {
    String key = UUID.randomUUID().toString();
    Call.to(EVENTS)
        .header("Idempotency-Key", key)
        .post("{\"type\":\"bill.paid\",\"data\":{\"a\":1}}");
    Call.Answer other =
        Call.to(EVENTS)
            .header("Idempotency-Key", key)
            .post("{\"type\":\"bill.paid\",\"data\":{\"a\":2}}");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.field()).isEqualTo("Idempotency-Key");
  }

  @Test
  void headerAndId_different_is422() {
    Call.Answer answer =
        Call.to(EVENTS)
            .header("Idempotency-Key", "one")
            .post("{\"type\":\"bill.paid\",\"id\":\"two\",\"data\":{}}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo("Idempotency-Key");
  }

  @Test
  void unknownType_is422WithNearNames() {
    Call.Answer answer = Call.to(EVENTS).post("{\"type\":\"appointment.boked\",\"data\":{}}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo("type");
    assertThat(answer.json().path("errors").path(0).path("fix").asString())
        .contains("appointment.booked");
  }

  @Test
  void severalMistakes_areAllNamed() {
    Call.Answer answer =
        Call.to(EVENTS)
            .post("{\"occurred_at\":\"yesterday\",\"subject\":7,\"id\":\"a b\",\"colour\":{}}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("errors").findValuesAsString("field"))
        .containsExactlyInAnyOrder("subject", "colour", "type", "occurred_at", "id", "data");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          not json                                    | 400
          []                                          | 400
          {"type":"bill.paid","data":{}               | 400
          {"type":"bill.paid","data":{}} x            | 400
          {"type":"bill.paid","type":"x","data":{}}   | 400
          {"type":"bill.paid","data":{"a":1,"a":2}}   | 400
          {"type":"bill.paid","data":[]}              | 422
          {"type":"bill.paid","data":null}            | 422
          {"type":"bill.paid"}                        | 422
          {"type":null,"data":{}}                     | 422
          {"type":["bill.paid"],"data":{}}            | 422
          {"type":"bill.paid","data":{},"clinic":"x"} | 422
          {"type":"bill.paid","data":{},"clinic":"00000000-0000-7000-8000-000000000000"} | 422
          {"type":"bill.paid","data":{},"occurred_at":"2026-11-22T09:30:00"} | 422
          {"type":"bill.paid","data":{},"occurred_at":"9999-11-22T09:30:00Z"} | 422
          """)
  void badBody_isAProblem(String body, int status) {
    Call.Answer answer = Call.to(EVENTS).post(body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
  }

  @Test
  void depth_ofThirtyTwoIsTakenAndMoreIs400() {
    assertThat(Call.to(EVENTS).post(nested(31)).status()).isEqualTo(202);
    Call.Answer deep = Call.to(EVENTS).post(nested(32));
    assertThat(deep.status()).isEqualTo(400);
    assertThat(deep.json().path("detail").asString()).contains("deeper than 32");
  }

  /**
   * Returns a body of so many levels. The body itself is the first level, so {@code data} may have
   * 31.
   */
  private static String nested(int levels) {
    return "{\"type\":\"bill.paid\",\"data\":"
        + "{\"a\":".repeat(levels - 1)
        + "{}"
        + "}".repeat(levels - 1)
        + "}";
  }

  @Test
  void size_above256KiB_is413() {
    String frame = "{\"type\":\"bill.paid\",\"data\":{\"a\":\"%s\"}}";
    int room = 256 * 1024 - (frame.length() - 2);
    assertThat(Call.to(EVENTS).post(frame.formatted("x".repeat(room))).status()).isEqualTo(202);
    Call.Answer large = Call.to(EVENTS).post(frame.formatted("x".repeat(room + 1)));
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.header("content-type")).isEqualTo("application/problem+json");
    assertThat(Call.to(EVENTS).post(frame.formatted("x".repeat(9_000_000))).status())
        .isEqualTo(413);
  }

  @Test
  void otherContentType_is415() {
    assertThat(
            Call.to(EVENTS).header("Content-Type", "application/xml").send("POST", "<a/>").status())
        .isEqualTo(415);
  }

  @Test
  void otherMethod_is405WithAllow() {
    Call.Answer answer = Call.to(EVENTS + "/batch").put("{}");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("allow")).contains("POST");
  }

  @Test
  void batch_isTakenWholeAndInOrder() {
    String key = UUID.randomUUID().toString();
    String item = "{\"type\":\"bill.paid\",\"id\":\"%s\",\"data\":{\"n\":1}}";
    Call.Answer answer =
        Call.to(EVENTS + "/batch")
            .post(
                "{\"events\":[%s,{\"type\":\"patient.updated\",\"data\":{}},%s]}"
                    .formatted(item.formatted(key), item.formatted(key)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    JsonNode events = answer.json().path("events");
    assertThat(events.size()).isEqualTo(3);
    assertThat(events.path(1).path("type").asString()).isEqualTo("patient.updated");
    assertThat(events.path(2).path("duplicate").asBoolean()).isTrue();
    assertThat(events.path(2).path("id")).isEqualTo(events.path(0).path("id"));
  }

  @Test
  void batch_withOneMistake_keepsNothingAndNamesIt() {
    String subject = "batch/" + UUID.randomUUID();
    String key = Clinics.key(Clinics.make(), "WRITER");
    Call.Answer answer =
        Call.to(EVENTS + "/batch", key)
            .post(
                "{\"events\":[{\"type\":\"bill.paid\",\"subject\":\"%s\",\"data\":{}},{\"type\":\"nonsense\",\"data\":{}},4]}"
                    .formatted(subject));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("errors").findValuesAsString("field"))
        .containsExactlyInAnyOrder("events[1].type", "events[2]");
    assertThat(Call.to(EVENTS + "?subject=" + subject, key).get().json().path("data").isEmpty())
        .isTrue();
  }

  @Test
  void batch_ofMoreThan100_is422() {
    String item = "{\"type\":\"bill.paid\",\"data\":{}}";
    String body = "{\"events\":[" + (item + ",").repeat(100) + item + "]}";
    Call.Answer answer = Call.to(EVENTS + "/batch").post(body);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo("events");
  }

  @Test
  void batch_ofNothing_is422() {
    assertThat(Call.to(EVENTS + "/batch").post("{\"events\":[]}").status()).isEqualTo(422);
    assertThat(Call.to(EVENTS + "/batch").post("{}").status()).isEqualTo(422);
  }
}

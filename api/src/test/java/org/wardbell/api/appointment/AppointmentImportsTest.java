package org.wardbell.api.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT_IMPORT;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT_IMPORT_PART;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/** Files of appointments as they come in, in two clinics. No worker runs here. */
@Tag("servers")
class AppointmentImportsTest {
  private static final String IMPORTS = "/api/v1/appointment-imports";
  private static final String LINE =
      "{\"external_id\":\"A-%d\",\"doctor_id\":\"17\",\"patient\":{\"id\":\"p-1\",\"name\":\"Rosa Silbermann\"},"
          + "\"start\":\"2030-05-06T09:00:00Z\",\"end\":\"2030-05-06T09:30:00Z\",\"time_zone\":\"UTC\"%s}\n";

  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "WRITER");
  private final String stranger = Clinics.key(Clinics.make(), "ADMIN");

  private Call.Answer send(String body) {
    return Call.to(IMPORTS, key)
        .header("Content-Type", "application/jsonl")
        .sendChunked("POST", body.getBytes(StandardCharsets.UTF_8));
  }

  private int parts(String id) {
    return ApiServer.shared()
        .bean(DSLContext.class)
        .fetchCount(
            APPOINTMENT_IMPORT_PART, APPOINTMENT_IMPORT_PART.IMPORT_ID.eq(UUID.fromString(id)));
  }

  @Test
  void file_withNothingInIt_isNoImport_andSaysWhatIsExpected() {
    Call.Answer answer = send("");

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().path("detail").asString()).contains("is empty", "external_id");
    assertThat(Call.to(IMPORTS, key).get().json().path("data")).isEmpty();
  }

  @Test
  void file_isKeptInParts_sealed_andShowsItsProgress() {
    StringBuilder file = new StringBuilder("\n");
    for (int i = 0; i < 250; i++) {
      file.append(LINE.formatted(i, ""));
    }
    Call.Answer answer = send(file.toString());

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    String id = answer.json().path("id").asString();
    assertThat(answer.header("location")).isEqualTo(IMPORTS + "/" + id);
    assertThat(answer.json().path("status").asString()).isEqualTo("RUNNING");
    assertThat(answer.json().path("lines").asInt()).isEqualTo(250);
    assertThat(answer.json().path("done").asInt()).isZero();
    assertThat(parts(id)).isEqualTo(3);
    assertThat(Call.to(IMPORTS + "/" + id, stranger).get().status()).isEqualTo(404);
    assertThat(Call.to(IMPORTS + "/" + id + "/problems", stranger).get().status()).isEqualTo(404);
    assertThat(Call.to(IMPORTS + "/" + id + "/cancel", stranger).post("").status()).isEqualTo(404);
    assertThat(Call.to(IMPORTS, stranger).get().json().path("data").size()).isZero();
    assertThat(Call.to(IMPORTS, key).get().json().path("data").size()).isEqualTo(1);
  }

  @Test
  void badLines_areReported_byNumberAndField_withoutWhatTheySay() {
    String file =
        LINE.formatted(1, "")
            + "{\"external_id\":\"A-2\",\"patient\":{\"id\":\"p\",\"name\":\"Silbermann\"}}\n"
            + "not json Silbermann\n"
            + "[1]\n"
            + LINE.formatted(5, ",\"status\":\"here\"")
            + LINE.formatted(6, ",\"colour\":\"red\"")
            + LINE.formatted(7, "").replace("\"external_id\":\"A-7\",", "")
            + "{\"x\":\""
            + "x".repeat(70_000)
            + "\"}\n"
            + LINE.formatted(9, ",\"status\":\"check-out\"").strip();
    Call.Answer answer = send(file);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().path("failed").asInt()).isEqualTo(7);
    assertThat(answer.json().path("lines").asInt()).isEqualTo(9);

    Call.Answer problems =
        Call.to(IMPORTS + "/" + answer.json().path("id").asString() + "/problems?limit=4", key)
            .get();
    JsonNode first = problems.json().path("data");
    assertThat(first.valueStream().map(line -> line.path("line").asInt()).toList())
        .containsExactly(2, 3, 4, 5);
    assertThat(first.at("/0/errors/0/field").asString()).isEqualTo("doctor_id");
    assertThat(first.at("/1/errors/0/field").asString()).isEqualTo("line");
    assertThat(first.at("/1/errors/0/problem").asString()).startsWith("is not JSON at column ");
    assertThat(first.at("/2/errors/0/field").asString()).isEqualTo("line");
    assertThat(first.at("/3/errors/0/field").asString()).isEqualTo("status");
    JsonNode second =
        Call.to(
                IMPORTS
                    + "/"
                    + answer.json().path("id").asString()
                    + "/problems?cursor="
                    + problems.json().path("next_cursor").asString(),
                key)
            .get()
            .json()
            .path("data");
    assertThat(second.valueStream().map(line -> line.path("line").asInt()).toList())
        .containsExactly(6, 7, 8);
    assertThat(second.at("/0/errors/0/field").asString()).isEqualTo("colour");
    assertThat(second.at("/1/errors/0/field").asString()).isEqualTo("external_id");
    assertThat(second.at("/2/errors/0/field").asString()).isEqualTo("line");
    assertThat(problems.text() + second).doesNotContain("Silbermann");
  }

  @Test
  void lineThatBreaksOffInAValue_isReportedUnderItsField() {
    Call.Answer answer = send("{\"external_id\":\"A-1\",\"doctor_id\": 7,\"start\": Silbermann}\n");
    Call.Answer problems =
        Call.to(IMPORTS + "/" + answer.json().path("id").asString() + "/problems", key).get();

    JsonNode line = problems.json().at("/data/0");
    assertThat(line.path("line").asInt()).isEqualTo(1);
    assertThat(line.at("/errors/0/field").asString()).isEqualTo("start");
    assertThat(line.at("/errors/0/problem").asString()).startsWith("is not JSON at column");
    assertThat(problems.text()).doesNotContain("Silbermann");
  }

  @Test
  void third_isRefusedWhileTwoRun_andGetsItsTurnAfterACancellation() {
    String first = send(LINE.formatted(1, "")).json().path("id").asString();
    send(LINE.formatted(2, ""));
    assertThat(send(LINE.formatted(3, "")).status()).isEqualTo(429);

    Call.Answer cancelled = Call.to(IMPORTS + "/" + first + "/cancel", key).post("");
    assertThat(cancelled.json().path("status").asString()).isEqualTo("CANCELLED");
    assertThat(send(LINE.formatted(3, "")).status()).isEqualTo(202);
  }

  @Test
  void jsonAsSuch_orAnIdempotencyKey_isRefused() {
    assertThat(Call.to(IMPORTS, key).post("{}").status()).isEqualTo(415);
    Call.Answer keyed =
        Call.to(IMPORTS, key)
            .header("Content-Type", "application/jsonl")
            .header("Idempotency-Key", "k-1")
            .send("POST", LINE.formatted(1, ""));
    assertThat(keyed.status()).isEqualTo(422);
    assertThat(
            ApiServer.shared()
                .bean(DSLContext.class)
                .fetchCount(
                    APPOINTMENT_IMPORT, APPOINTMENT_IMPORT.CLINIC_ID.eq(UUID.fromString(clinic))))
        .isZero();
  }
}

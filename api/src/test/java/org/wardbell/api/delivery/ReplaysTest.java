package org.wardbell.api.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.AUDIT;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/** Replay jobs as far as the api goes: no worker advances them here. */
@Tag("servers")
class ReplaysTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final String clinic = Clinics.make();
  private final String administrator = Clinics.key(clinic, "ADMIN");
  private final String webhook = Clinics.webhook(clinic);

  @Test
  void job_isMadeWithAnEstimateAtOnce_listedReadPausedResumedAndCancelled() {
    dispatched(Clinics.event(clinic));
    dispatched(Clinics.event(clinic));
    Clinics.event(Clinics.make());

    Call.Answer made = begin("{\"which\":\"all\",\"from\":\"" + year() + "-01-01T00:00:00Z\"}");

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String id = made.json().path("id").asString();
    String path = "/api/v1/replays/" + id;
    assertThat(made.header("location")).isEqualTo(path);
    assertThat(made.json().path("estimate").asInt()).isEqualTo(2);
    assertThat(made.json().path("status").asString()).isEqualTo("RUNNING");
    assertThat(list().path("data").path(0).path("id").asString()).isEqualTo(id);
    assertThat(post(path + "/pause").json().path("status").asString()).isEqualTo("PAUSED");
    assertThat(post(path + "/pause").status()).as("so already").isEqualTo(200);
    assertThat(post(path + "/resume").json().path("status").asString()).isEqualTo("RUNNING");
    JsonNode cancelled = post(path + "/cancel").json();
    assertThat(cancelled.path("status").asString()).isEqualTo("CANCELLED");
    assertThat(cancelled.path("progress").path("created").asInt()).isZero();
    assertThat(post(path + "/resume").status()).isEqualTo(409);
    assertThat(post(path + "/pause").status()).isEqualTo(409);
    for (String action : new String[] {"created", "paused", "resumed", "cancelled"}) {
      assertThat(
              DATABASE.fetchCount(
                  AUDIT, AUDIT.ACTION.eq("replay." + action).and(AUDIT.TARGET.eq("replay/" + id))))
          .as(action)
          .isEqualTo(1);
    }
  }

  @Test
  void secondJob_whileTheFirstHasNotEnded_is409() {
    String wanted = "{\"which\":\"failed\",\"from\":\"" + year() + "-01-01T00:00:00Z\"}";
    assertThat(begin(wanted).status()).isEqualTo(201);

    Call.Answer second = begin(wanted);

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.json().path("detail").asString()).contains("has not ended");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "which      | {'which':'some','from':'2026-01-01T00:00:00Z'}",
        "which      | {'from':'2026-01-01T00:00:00Z'}",
        "from       | {'which':'all'}",
        "from       | {'which':'all','from':'yesterday'}",
        "from       | {'which':'all','from':'2020-01-01T00:00:00Z','to':'2026-01-01T00:00:00Z'}",
        "to         | {'which':'all','from':'2026-01-02T00:00:00Z','to':'2026-01-01T00:00:00Z'}",
        "per_minute | {'which':'all','from':'2026-01-01T00:00:00Z','to':'2026-01-02T00:00:00Z','per_minute':0}",
      })
  void wish_thatIsNotRight_namesItsField(String field, String body) {
    Call.Answer answer = begin(body.replace('\'', '"'));

    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo(field);
  }

  @Test
  void job_ofADisabledWebhook_is409() {
    Call.to("/api/v1/webhooks/" + webhook, administrator)
        .put(
            "{\"name\":\"CRM\",\"url\":\"https://example.org/x\",\"events\":[\"*\"],\"enabled\":false}");

    assertThat(begin("{\"which\":\"all\",\"from\":\"" + year() + "-01-01T00:00:00Z\"}").status())
        .isEqualTo(409);
  }

  @Test
  void job_ofAnotherClinic_is404() {
    String id =
        begin("{\"which\":\"all\",\"from\":\"" + year() + "-01-01T00:00:00Z\"}")
            .json()
            .path("id")
            .asString();
    String stranger = Clinics.key(Clinics.make(), "ADMIN");

    assertThat(Call.to("/api/v1/replays/" + id, stranger).get().status()).isEqualTo(404);
    assertThat(Call.to("/api/v1/replays/" + id + "/cancel", stranger).post("").status())
        .isEqualTo(404);
    assertThat(
            Call.to("/api/v1/webhooks/" + webhook + "/replays", stranger)
                .post("{\"which\":\"all\",\"from\":\"2026-01-01T00:00:00Z\"}")
                .status())
        .isEqualTo(404);
  }

  private static String year() {
    return Integer.toString(Instant.now().atZone(java.time.ZoneOffset.UTC).getYear());
  }

  private static void dispatched(String event) {
    DATABASE
        .update(EVENT)
        .set(EVENT.DISPATCHED_AT, Instant.now())
        .where(EVENT.ID.eq(UUID.fromString(event)))
        .execute();
  }

  private Call.Answer begin(String body) {
    return Call.to("/api/v1/webhooks/" + webhook + "/replays", administrator).post(body);
  }

  private JsonNode list() {
    return Call.to("/api/v1/webhooks/" + webhook + "/replays", administrator).get().json();
  }

  private Call.Answer post(String path) {
    return Call.to(path, administrator).post("");
  }
}

package org.wardbell.api.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.RETENTION_RUN;
import static org.wardbell.activities.database.generated.Tables.RETENTION_SHARE;

import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Ids;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/** Settings and reports of retention, of two clinics. */
@Tag("servers")
class RetentionSettingsTest {
  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");
  private final String other = Clinics.make();
  private final String othersKey = Clinics.key(other, "ADMIN");

  private static String path(String clinic) {
    return "/api/v1/clinics/" + clinic + "/retention";
  }

  @Test
  void clinic_withoutSettings_hasTheDefaults_andAnothersSettingsAreItsOwn() {
    JsonNode set =
        Call.to(path(clinic), key).put("{\"payload_days\":7,\"delivery_days\":60}").json();

    assertThat(set.path("payload_days").asInt()).isEqualTo(7);
    assertThat(Call.to(path(clinic), key).get().json()).isEqualTo(set);
    JsonNode others = Call.to(path(other), othersKey).get().json();
    assertThat(others.path("payload_days").asInt()).isEqualTo(30);
    assertThat(others.path("delivery_days").asInt()).isEqualTo(90);
    assertThat(others.path("audit_years").asInt()).isEqualTo(6);
    assertThat(others.path("own").asBoolean()).isFalse();
    assertThat(Call.to(path(clinic), othersKey).get().status()).isEqualTo(404);
    assertThat(Call.to(path(clinic), othersKey).put("{}").status()).isEqualTo(404);

    assertThat(Call.to(path(clinic), key).delete().json().path("payload_days").asInt())
        .isEqualTo(30);
  }

  @Test
  void settings_outsideOfTheirLimits_are422AndNameTheField() {
    assertRefused("{\"payload_days\":0}", "payload_days");
    assertRefused("{\"delivery_days\":29}", "delivery_days");
    assertRefused("{\"delivery_days\":3651}", "delivery_days");
    assertRefused("{\"payload_days\":91,\"delivery_days\":90}", "payload_days");
    assertRefused("{\"audit_years\":7}", "audit_years");
  }

  private void assertRefused(String body, String field) {
    Call.Answer answer = Call.to(path(clinic), key).put(body);
    assertThat(answer.status()).as(body).isEqualTo(422);
    assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
    assertThat(answer.json().at("/errors/0/fix").asString()).isNotBlank();
  }

  @Test
  void defaults_areTheInstallations() {
    assertThat(Call.to("/api/v1/retention/defaults", key).put("{}").status()).isEqualTo(403);
    assertThat(Call.to("/api/v1/retention/defaults").put("{\"audit_years\":0}").status())
        .isEqualTo(422);
    assertThat(Call.to("/api/v1/retention/defaults", key).get().json().path("audit_years").asInt())
        .isEqualTo(6);
  }

  @Test
  void sweeps_ofAClinicsKey_countItsOwnRowsOnly() {
    UUID run = sweep();

    JsonNode own = first("/api/v1/retention", key);
    JsonNode others = first("/api/v1/retention", othersKey);
    JsonNode all = Call.to("/api/v1/retention").get().json().at("/data/0");

    assertThat(own.path("id").asString()).isEqualTo(run.toString());
    assertThat(own.path("payloads").asLong()).isEqualTo(3);
    assertThat(own.has("audit")).isFalse();
    assertThat(others.path("payloads").asLong()).isEqualTo(40);
    assertThat(all.path("payloads").asLong()).isEqualTo(43);
    assertThat(all.path("clinics_left").asInt()).isEqualTo(2);
    assertThat(all.path("audit").has("rows")).isTrue();
    assertThat(Call.to("/api/v1/retention?clinic_id=" + other, key).get().status()).isEqualTo(403);
  }

  private static JsonNode first(String path, String key) {
    return Call.to(path, key).get().json().at("/data/0");
  }

  private UUID sweep() {
    DSLContext dsl = ApiServer.shared().bean(DSLContext.class);
    UUID run = Ids.next();
    dsl.insertInto(RETENTION_RUN)
        .set(RETENTION_RUN.ID, run)
        .set(RETENTION_RUN.STARTED_AT, Instant.now())
        .set(RETENTION_RUN.AUDIT_UNTIL, Instant.now())
        .execute();
    share(dsl, run, clinic, 3);
    share(dsl, run, other, 40);
    return run;
  }

  private static void share(DSLContext dsl, UUID run, String clinic, long payloads) {
    dsl.insertInto(RETENTION_SHARE)
        .set(RETENTION_SHARE.RUN_ID, run)
        .set(RETENTION_SHARE.CLINIC_ID, UUID.fromString(clinic))
        .set(RETENTION_SHARE.PAYLOADS_UNTIL, Instant.now())
        .set(RETENTION_SHARE.DELIVERIES_UNTIL, Instant.now())
        .set(RETENTION_SHARE.PHASE, "PAYLOADS")
        .set(RETENTION_SHARE.POSITION, 0L)
        .set(RETENTION_SHARE.PAYLOADS, payloads)
        .execute();
  }
}

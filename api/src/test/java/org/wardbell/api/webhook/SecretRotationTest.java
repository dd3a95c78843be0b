package org.wardbell.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.AUDIT;

import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.Tables;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import tools.jackson.databind.JsonNode;

@Tag("servers")
class SecretRotationTest {
  private static final String WEBHOOKS = "/api/v1/webhooks";
  private static final String WEBHOOK =
      "{\"name\":\"a\",\"url\":\"https://example.org\",\"events\":[\"*\"],\"ed25519_signature\":%s}";

  @Test
  void rotate_showsTheNewSecretOnce_andIsAudited() {
    JsonNode made = Call.to(WEBHOOKS).post(WEBHOOK.formatted(true)).json();
    String path = WEBHOOKS + "/" + made.path("id").asString();

    Call.Answer rotated = Call.to(path + "/rotate-secret").post("{}");

    assertThat(rotated.status()).as(rotated.text()).isEqualTo(200);
    assertThat(rotated.json().path("signing_secret").asString())
        .startsWith("whsec_")
        .isNotEqualTo(made.path("signing_secret").asString());
    assertThat(rotated.json().path("public_key").asString())
        .startsWith("whpk_")
        .isNotEqualTo(made.path("public_key").asString());
    JsonNode read = Call.to(path).get().json();
    assertThat(read.path("version").asInt()).isEqualTo(2);
    assertThat(read.path("public_key")).isEqualTo(rotated.json().path("public_key"));
    assertThat(read.toString()).doesNotContain("whsec_", "whsk_");
    assertThat(
            ApiServer.shared()
                .bean(DSLContext.class)
                .select(AUDIT.DETAIL)
                .from(AUDIT)
                .where(AUDIT.TARGET.eq("webhook/" + made.path("id").asString()))
                .and(AUDIT.ACTION.eq("webhook.secret_rotated"))
                .fetchSingle(AUDIT.DETAIL)
                .data())
        .contains("overlap_hours")
        .doesNotContain("whsec_");
  }

  /** For instance because a newer version wrote them: what this one does not know would be lost. */
  @Test
  void rotate_andPut_ofSettingsThatCannotBeOpened_are409AndWriteNothing() {
    String id = id();
    DSLContext database = ApiServer.shared().bean(DSLContext.class);
    byte[] unknown = new byte[64];
    database
        .update(Tables.WEBHOOK)
        .set(Tables.WEBHOOK.SETTINGS_CIPHERTEXT, unknown)
        .where(Tables.WEBHOOK.ID.eq(UUID.fromString(id)))
        .execute();

    assertThat(Call.to(WEBHOOKS + "/" + id + "/rotate-secret").post("{}").status()).isEqualTo(409);
    assertThat(Call.to(WEBHOOKS + "/" + id).put(WEBHOOK.formatted(false)).status()).isEqualTo(409);

    assertThat(
            database
                .fetchSingle(Tables.WEBHOOK, Tables.WEBHOOK.ID.eq(UUID.fromString(id)))
                .getSettingsCiphertext())
        .isEqualTo(unknown);
  }

  @Test
  void rotate_withAWrongOverlap_namesIt() {
    String path = WEBHOOKS + "/" + id();

    for (String overlap : new String[] {"-1", "169"}) {
      Call.Answer refused =
          Call.to(path + "/rotate-secret").post("{\"overlap_hours\":" + overlap + "}");
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.json().path("errors").findValuesAsString("field"))
          .containsExactly("overlap_hours");
    }
  }

  @Test
  void rotate_tooOften_isAConflictUntilOldOnesAreEnded() {
    String path = WEBHOOKS + "/" + id() + "/rotate-secret";
    for (int i = 0; i < 4; i++) {
      assertThat(Call.to(path).post("{}").status()).isEqualTo(200);
    }

    assertThat(Call.to(path).post("{}").status()).isEqualTo(409);
    assertThat(Call.to(path).post("{\"overlap_hours\":0}").status()).isEqualTo(200);
    assertThat(Call.to(path).post("{}").status()).isEqualTo(200);
  }

  @Test
  void overlap_endedEarly_leavesTheCurrentSecretAlone_andIsAudited() {
    JsonNode made = Call.to(WEBHOOKS).post(WEBHOOK.formatted(true)).json();
    String path = WEBHOOKS + "/" + made.path("id").asString();
    assertThat(Call.to(path + "/end-overlap").post("").status()).as("nothing ends").isEqualTo(409);
    JsonNode rotated = Call.to(path + "/rotate-secret").post("{}").json();
    assertThat(Call.to(path).get().json().path("old_secrets_valid_until").size()).isEqualTo(1);

    Call.Answer ended = Call.to(path + "/end-overlap").post("");

    assertThat(ended.status()).as(ended.text()).isEqualTo(200);
    assertThat(ended.json().path("version").asInt()).isEqualTo(3);
    assertThat(ended.json().path("public_key")).isEqualTo(rotated.path("public_key"));
    assertThat(ended.text()).doesNotContain("whsec_", "whsk_");
    assertThat(Call.to(path).get().json().path("old_secrets_valid_until").size()).isZero();
    assertThat(Call.to(path + "/end-overlap").post("").status()).isEqualTo(409);
    assertThat(
            ApiServer.shared()
                .bean(DSLContext.class)
                .fetchCount(
                    AUDIT,
                    AUDIT.TARGET.eq("webhook/" + made.path("id").asString()),
                    AUDIT.ACTION.eq("webhook.overlap_ended")))
        .isEqualTo(1);
  }

  @Test
  void ed25519_switchedOnLater_getsAKeyAndOffLosesIt() {
    String path = WEBHOOKS + "/" + id();
    assertThat(Call.to(path).get().json().has("public_key")).isFalse();

    JsonNode on = Call.to(path).put(WEBHOOK.formatted(true)).json();
    assertThat(on.path("public_key").asString()).startsWith("whpk_");
    assertThat(Call.to(path).put(WEBHOOK.formatted(true)).json().path("public_key"))
        .isEqualTo(on.path("public_key"));
    assertThat(Call.to(path).put(WEBHOOK.formatted(false)).json().has("public_key")).isFalse();
  }

  private static String id() {
    return Call.to(WEBHOOKS).post(WEBHOOK.formatted(false)).json().path("id").asString();
  }
}

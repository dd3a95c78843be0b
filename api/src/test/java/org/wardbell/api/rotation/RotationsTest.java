package org.wardbell.api.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DATA_KEY;

import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.MasterKey;
import org.wardbell.activities.database.Ids;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;

/** Requests to rotate keys, of two clinics; no worker runs here. */
@Tag("servers")
class RotationsTest {
  private static final String PATH = "/api/v1/key-rotations";

  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");
  private final String othersKey = Clinics.key(Clinics.make(), "ADMIN");

  @Test
  void rotation_begunTwice_isOneJob_andWhatWasSealedBeforeIsReadable() {
    String event = Clinics.event(clinic);

    Call.Answer begun = Call.to(PATH, key).post("{}");
    Call.Answer again = Call.to(PATH, key).post("{\"kind\":\"clinic\"}");

    assertThat(begun.status()).as(begun.text()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("id")).isEqualTo(begun.json().path("id"));
    assertThat(begun.json().path("kind").asString()).isEqualTo("clinic");
    assertThat(begun.json().path("clinic_id").asString()).isEqualTo(clinic);
    assertThat(begun.json().path("key_id").asLong()).isEqualTo(keyId());
    for (String one : new String[] {event, Clinics.event(clinic)}) {
      assertThat(
              Call.to("/api/v1/events/" + one + "?include=data", key)
                  .get()
                  .json()
                  .at("/data/bill_id")
                  .asInt())
          .isEqualTo(7);
    }
  }

  @Test
  void key_ofAClinicThatNobodyNamed_isNotRotated() {
    Call.Answer answer = Call.to(PATH).post("{}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo("clinic_id");
  }

  private long keyId() {
    DSLContext database = ApiServer.shared().bean(DSLContext.class);
    return Integer.toUnsignedLong(
        database.fetchSingle(DATA_KEY, DATA_KEY.SCOPE.eq(UUID.fromString(clinic))).getKeyId());
  }

  @Test
  void rotation_ofAnotherClinic_isNotThere() {
    String path = Call.to(PATH, key).post("{}").header("location");

    assertThat(Call.to(path, key).get().status()).isEqualTo(200);
    assertThat(Call.to(path, othersKey).get().status()).isEqualTo(404);
    assertThat(Call.to(PATH, othersKey).get().json().path("data")).isEmpty();
    assertThat(Call.to(PATH, key).get().json().path("data")).hasSize(1);
  }

  @Test
  void keysOfTheInstallation_areRotatedByItsKeysOnly() {
    assertThat(Call.to(PATH, key).post("{\"kind\":\"installation\"}").status()).isEqualTo(403);
    assertThat(Call.to(PATH, key).post("{\"kind\":\"master\"}").status()).isEqualTo(403);
    assertThat(Call.to(PATH).post("{\"kind\":\"installation\"}").status()).isIn(200, 201);
    assertThat(Call.to(PATH).post("{\"kind\":\"moon\"}").status()).isEqualTo(422);
  }

  @Test
  void masterKey_withoutANewOneInItsFile_is409AndSaysWhatToDo() {
    sealWithALostKey();

    Call.Answer answer = Call.to(PATH).post("{\"kind\":\"master\"}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(409);
    assertThat(answer.text()).contains("rotate-key");
  }

  /** Leaves a data key of nobody's clinic that no master key at hand opens. */
  private static void sealWithALostKey() {
    UUID nobody = Ids.next();
    Encryption lost =
        new Encryption(
            MasterKey.ofText(MasterKey.newKeyset()), ApiServer.shared().bean(DSLContext.class));
    lost.seal(nobody, "event.data", nobody, new byte[] {1});
  }
}

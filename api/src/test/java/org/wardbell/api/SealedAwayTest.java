package org.wardbell.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.MasterKey;

/** A clinic's data were sealed by a process with another master key. */
@Tag("servers")
final class SealedAwayTest {
  @Test
  void request_forDataOfAnotherMasterKey_is503AndOthersGoOn() {
    String clinic = Clinics.make();
    UUID id = UUID.fromString(clinic);
    MasterKey another = MasterKey.ofText(MasterKey.newKeyset());
    new Encryption(another, ApiServer.shared().bean(DSLContext.class))
        .seal(id, "event.data", id, new byte[] {1});

    Call.Answer answer =
        Call.to("/api/v1/events")
            .post(
                "{\"clinic\":\"%s\",\"type\":\"bill.paid\",\"data\":{\"bill_id\":7}}"
                    .formatted(clinic));

    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.header("retry-after")).isNotEmpty();
    assertThat(answer.json().path("detail").asString()).contains("master key");
    assertThat(Clinics.event(Clinics.make())).isNotEmpty();
  }
}

package org.wardbell.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.AUDIT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;

/** The request that lets an open circuit probe now. */
@Tag("servers")
class ProbeRequestTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final String clinic = Clinics.make();
  private final String admin = Clinics.key(clinic, "ADMIN");
  private final String id = Clinics.webhook(clinic);
  private final String path = "/api/v1/webhooks/" + id;

  private void circuit(boolean isOpen) {
    DATABASE
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CIRCUIT, isOpen ? "OPEN" : "CLOSED")
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_AT, isOpen ? Instant.now().plusSeconds(1_800) : null)
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_SECONDS, isOpen ? 1_800 : null)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(UUID.fromString(id)))
        .execute();
  }

  private int told() {
    return DATABASE.fetchCount(
        AUDIT, AUDIT.ACTION.eq("webhook.probed"), AUDIT.TARGET.eq("webhook/" + id));
  }

  @Test
  void probe_ofAnOpenCircuit_isDueAtOnce_andAudited() {
    circuit(true);

    Call.Answer answer = Call.to(path + "/probe", admin).post("");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(Instant.parse(answer.json().at("/circuit/next_probe_at").asString()))
        .isBefore(Instant.now().plusSeconds(5));
    assertThat(told()).isEqualTo(1);
  }

  @Test
  void probe_thatCannotGo_isAConflict_withTheReason_andNotAudited() {
    circuit(false);
    assertThat(Call.to(path + "/probe", admin).post(""))
        .returns(409, Call.Answer::status)
        .satisfies(answer -> assertThat(answer.text()).contains("everything is sent"));
    circuit(true);
    Call.to(path + "/pause", admin).post("");
    assertThat(Call.to(path + "/probe", admin).post(""))
        .returns(409, Call.Answer::status)
        .satisfies(answer -> assertThat(answer.text()).contains("is paused"));
    assertThat(told()).isZero();
  }

  @Test
  void probe_byWhoMayNotChange_orOfAnotherClinic_isRefused() {
    circuit(true);

    assertThat(Call.to(path + "/probe", Clinics.key(clinic, "WRITER")).post("").status())
        .isEqualTo(403);
    assertThat(Call.to(path + "/probe", Clinics.key(Clinics.make(), "ADMIN")).post("").status())
        .isEqualTo(404);
    assertThat(told()).isZero();
  }
}

package org.wardbell.api.clinic;

import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;

/** Requests about a webhook's secrets, its circuit and its history. */
final class SecretAndProbeActs {
  private SecretAndProbeActs() {}

  static void put(Map<String, AuditedActs.Act> acts, String clinic, Function<String, Call> call) {
    acts.put(
        "POST /api/v1/webhooks/{id}/rotate-secret",
        new AuditedActs.Act(
            "webhook.secret_rotated",
            () -> call.apply(webhook(clinic) + "/rotate-secret").post("{}")));
    acts.put(
        "POST /api/v1/webhooks/{id}/end-overlap",
        new AuditedActs.Act(
            "webhook.overlap_ended",
            () -> {
              String webhook = webhook(clinic);
              Call.to(webhook + "/rotate-secret").post("{}");
              return call.apply(webhook + "/end-overlap").post("");
            }));
    acts.put(
        "POST /api/v1/webhooks/{id}/probe",
        new AuditedActs.Act(
            "webhook.probed",
            () -> {
              String webhook = webhook(clinic);
              open(webhook.substring(webhook.lastIndexOf('/') + 1));
              return call.apply(webhook + "/probe").post("");
            }));
    acts.put(
        "GET /api/v1/webhooks/{id}/history",
        new AuditedActs.Act("audit.read", () -> call.apply(webhook(clinic) + "/history").get()));
  }

  private static String webhook(String clinic) {
    return "/api/v1/webhooks/" + Clinics.webhook(clinic);
  }

  /** Opens a webhook's circuit, as ten failures would. */
  static void open(String webhook) {
    ApiServer.shared()
        .bean(DSLContext.class)
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CIRCUIT, "OPEN")
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_AT, Instant.now().plusSeconds(1_800))
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_SECONDS, 1_800)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(UUID.fromString(webhook)))
        .execute();
  }
}

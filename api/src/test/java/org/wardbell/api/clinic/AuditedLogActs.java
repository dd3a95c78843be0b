package org.wardbell.api.clinic;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.wardbell.api.Call;
import org.wardbell.api.clinic.AuditedActs.Act;

/** Requests that succeed, for the operations of the trail, of statistics, exports and ends. */
final class AuditedLogActs {
  private AuditedLogActs() {}

  /**
   * Adds them.
   *
   * @param clinic that the key belongs to
   * @param ours makes requests with a clinic's key
   * @param installation makes requests with a key of the installation
   */
  static void add(
      Map<String, Act> acts,
      String clinic,
      Function<String, Call> ours,
      Function<String, Call> installation) {
    acts.put("GET /api/v1/audit", new Act("audit.read", () -> ours.apply("/api/v1/audit").get()));
    acts.put(
        "GET /api/v1/audit/verification",
        new Act("audit.verified", () -> installation.apply("/api/v1/audit/verification").get()));
    acts.put(
        "POST /api/v1/statistics/rebuild",
        new Act(
            "statistics.rebuilt",
            () -> {
              awaitNoRebuild(installation);
              return installation.apply("/api/v1/statistics/rebuild").post("");
            }));
    acts.put(
        "GET /api/v1/exports/deliveries",
        new Act(
            "delivery.exported",
            () -> ours.apply("/api/v1/exports/deliveries?include=subject").get()));
    acts.put(
        "GET /api/v1/exports/attempts",
        new Act("attempt.exported", () -> ours.apply("/api/v1/exports/attempts").get()));
    LogJobActs.add(acts, ours);
    ends(acts, clinic, ours, installation);
  }

  /** Records that end. */
  private static void ends(
      Map<String, Act> acts,
      String clinic,
      Function<String, Call> ours,
      Function<String, Call> installation) {
    String retention = "/api/v1/clinics/" + clinic + "/retention";
    acts.put(
        "PUT /api/v1/clinics/{id}/retention",
        new Act("retention.changed", () -> ours.apply(retention).put("{\"payload_days\":20}")));
    acts.put(
        "DELETE /api/v1/clinics/{id}/retention",
        new Act("retention.changed", () -> ours.apply(retention).delete()));
    acts.put(
        "PUT /api/v1/retention/defaults",
        new Act(
            "retention.changed",
            () -> {
              String defaults = "/api/v1/retention/defaults";
              Call.Answer changed = installation.apply(defaults).put("{\"delivery_days\":91}");
              Call.to(defaults).put("{}");
              return changed;
            }));
    acts.put(
        "POST /api/v1/erasures",
        new Act(
            "erasure.requested",
            () -> ours.apply("/api/v1/erasures").post("{\"subject\":\"patient/CANARYNAME\"}")));
    acts.put(
        "POST /api/v1/key-rotations",
        new Act("key_rotation.requested", () -> ours.apply("/api/v1/key-rotations").post("{}")));
  }

  /** Waits until what another test has begun is over. */
  private static void awaitNoRebuild(Function<String, Call> installation) {
    while (installation
        .apply("/api/v1/statistics/rebuild")
        .get()
        .json()
        .path("rebuilding")
        .asBoolean()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }
}

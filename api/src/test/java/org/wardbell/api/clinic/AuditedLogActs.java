package org.wardbell.api.clinic;

import java.util.Map;
import java.util.function.Function;
import org.wardbell.api.Call;
import org.wardbell.api.clinic.AuditedActs.Act;

/** Requests that succeed, for the operations of statistics and exports that the trail tells of. */
final class AuditedLogActs {
  private AuditedLogActs() {}

  /**
   * Adds them.
   *
   * @param ours makes requests with a clinic's key
   * @param installation makes requests with a key of the installation
   */
  static void add(
      Map<String, Act> acts, Function<String, Call> ours, Function<String, Call> installation) {
    acts.put(
        "POST /api/v1/statistics/rebuild",
        new Act(
            "statistics.rebuilt", () -> installation.apply("/api/v1/statistics/rebuild").post("")));
    acts.put(
        "GET /api/v1/exports/deliveries",
        new Act(
            "delivery.exported",
            () -> ours.apply("/api/v1/exports/deliveries?include=subject").get()));
    acts.put(
        "GET /api/v1/exports/attempts",
        new Act("attempt.exported", () -> ours.apply("/api/v1/exports/attempts").get()));
  }
}

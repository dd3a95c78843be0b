package org.wardbell.api.clinic;

import static org.wardbell.activities.database.generated.Tables.LOG_JOB;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.clinic.AuditedActs.Act;

/** Requests that succeed, for the operations of jobs on the execution log. */
final class LogJobActs {
  private static final String EXPORTS = "/api/v1/exports";
  private static final String BY_AGE = "{\"to\":\"2020-01-01T00:00:00Z\"}";

  private LogJobActs() {}

  /**
   * Adds them.
   *
   * @param ours makes requests with a clinic's key
   */
  static void add(Map<String, Act> acts, Function<String, Call> ours) {
    acts.put(
        "POST /api/v1/exports",
        new Act("export.requested", () -> begin(ours, EXPORTS, "{\"kind\":\"attempts\"}")));
    acts.put(
        "GET /api/v1/exports/{id}/file",
        new Act("export.downloaded", () -> ours.apply(EXPORTS + "/" + done(ours) + "/file").get()));
    acts.put(
        "POST /api/v1/exports/{id}/cancel",
        new Act(
            "export.cancelled", () -> ours.apply(EXPORTS + "/" + done(ours) + "/cancel").post("")));
    act(acts, ours, "remove", "removal");
    act(acts, ours, "resend", "resend");
    act(acts, ours, "cancel", "cancellation");
  }

  /** Adds the beginning and the end of a job that acts on deliveries. */
  private static void act(
      Map<String, Act> acts, Function<String, Call> ours, String verb, String job) {
    String path = "/api/v1/deliveries/" + verb;
    acts.put("POST " + path, new Act(job + ".requested", () -> begin(ours, path, BY_AGE)));
    String jobs = "/api/v1/" + job + "s/";
    acts.put(
        "POST " + jobs + "{id}/cancel",
        new Act(
            job + ".cancelled",
            () -> ours.apply(jobs + id(begin(ours, path, BY_AGE)) + "/cancel").post("")));
  }

  private static Call.Answer begin(Function<String, Call> ours, String path, String request) {
    return ours.apply(path).post(request);
  }

  private static String id(Call.Answer begun) {
    return begun.json().path("id").asString();
  }

  /** Returns an export of no rows as a worker leaves it, because none runs here. */
  private static String done(Function<String, Call> ours) {
    String id = id(begin(ours, EXPORTS, "{\"kind\":\"deliveries\",\"format\":\"JSON_LINES\"}"));
    ApiServer.shared()
        .bean(DSLContext.class)
        .update(LOG_JOB)
        .set(LOG_JOB.STATUS, "DONE")
        .setNull(LOG_JOB.SLOT)
        .set(LOG_JOB.EXPIRES_AT, Instant.now().plusSeconds(3_600))
        .where(LOG_JOB.ID.eq(UUID.fromString(id)))
        .execute();
    return id;
  }
}

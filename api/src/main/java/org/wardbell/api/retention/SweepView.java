package org.wardbell.api.retention;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.retention.SweepReport;

/** A sweep: what ended, and until when. */
@Schema(name = "Sweep")
record SweepView(
    UUID id,
    Instant startedAt,
    @Schema(description = "Left out while it runs.") @Nullable Instant finishedAt,
    @Schema(description = "Clinics that are not done.") int clinicsLeft,
    @Schema(description = "What was accepted before this moment has no payload any more.")
        @Nullable Instant payloadsUntil,
    @Schema(description = "Deliveries that ended before this moment are gone.")
        @Nullable Instant deliveriesUntil,
    @Schema(
            description =
                "Open deliveries that were given up first (EXHAUSTED, last_code expired).")
        long expired,
    @Schema(description = "Events whose data were removed.") long payloads,
    @Schema(description = "Bodies of requests that were removed.") long bodies,
    @Schema(description = "Answers of receivers that were removed.") long answers,
    long attempts,
    long deliveries,
    long events,
    @Schema(
            description =
                "Old events that keep their data: never dispatched yet, or a request is under way.")
        long kept,
    @Schema(description = "The audit trail; for keys of the installation.") @Nullable Audit audit) {

  /** The end of the audit trail's oldest rows. */
  @Schema(name = "SweptAudit")
  record Audit(
      @Schema(description = "Rows before this moment end.") Instant until,
      long rows,
      @Schema(
              description = "Why it was left alone.",
              allowableValues = {"broken", "not_allowed"})
          @Nullable String problem) {}

  static SweepView of(SweepReport report, boolean withAudit) {
    Map<String, Long> counts = report.counts();
    SweepReport.Audit audit = report.audit();
    return new SweepView(
        report.id(),
        report.startedAt(),
        report.finishedAt(),
        report.clinicsLeft(),
        report.payloadsUntil(),
        report.deliveriesUntil(),
        count(counts, "expired"),
        count(counts, "payloads"),
        count(counts, "bodies"),
        count(counts, "answers"),
        count(counts, "attempts"),
        count(counts, "deliveries"),
        count(counts, "events"),
        count(counts, "kept"),
        withAudit ? new Audit(audit.until(), audit.rows(), audit.problem()) : null);
  }

  private static long count(Map<String, Long> counts, String name) {
    return counts.getOrDefault(name, 0L);
  }
}

package org.wardbell.api.delivery;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.replay.KeptReplay;
import org.wardbell.workflows.delivery.ReplayStatus;

/** A replay job as it is shown. */
@Schema(name = "Replay")
record ReplayView(
    UUID id,
    @Schema(description = "Absent for a global webhook's job.") @Nullable UUID clinicId,
    UUID webhookId,
    @Schema(allowableValues = {"failed", "all", "not_received"}) String which,
    Instant from,
    Instant to,
    @Nullable Integer perMinute,
    ReplayStatus status,
    @Schema(description = "Why the system paused or ended it.", example = "webhook_disabled")
        @Nullable String reason,
    @Schema(
            description =
                "How many deliveries it was thought to make; exact for some thousand events, then by their share.")
        int estimate,
    Progress progress,
    @Schema(example = "key/0198c0de-0000-7000-8000-000000000000") String requestedBy,
    Instant createdAt,
    @Nullable Instant finishedAt) {
  /** The progress of the job. */
  @Schema(name = "ReplayProgress")
  record Progress(
      @Schema(description = "Deliveries made.") int created,
      int delivered,
      @Schema(description = "Ended otherwise, cancelled ones included.") int failed,
      @Schema(description = "Not ended; at most 200 at a time.") int open,
      @Schema(description = "Events that it would deliver, but whose data are gone.")
          int skipped) {}

  static ReplayView of(KeptReplay replay) {
    return new ReplayView(
        replay.id(),
        replay.clinicId(),
        replay.webhookId(),
        replay.selection().word,
        replay.from(),
        replay.to(),
        replay.perMinute(),
        replay.status(),
        replay.reason(),
        replay.estimate(),
        new Progress(
            replay.created(), replay.delivered(), replay.failed(), replay.open(), replay.skipped()),
        replay.requestedBy(),
        replay.createdAt(),
        replay.finishedAt());
  }
}

package org.wardbell.api.logjob;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.logjob.KeptLogJob;
import org.wardbell.activities.logjob.LogJobStatus;

/** A removal with its progress, which is its report in the end. */
@Schema(name = "Removal")
record RemovalView(
    @Schema(description = "The job's id.") UUID id,
    @Schema(description = "Whose deliveries.") UUID clinicId,
    @Schema(description = "The filters that it was asked for with.") SelectionView filter,
    @Schema(description = "What becomes of it.") LogJobStatus status,
    @Schema(description = "Deliveries that were removed so far.") long deliveries,
    @Schema(description = "Attempts that were removed with them.") long attempts,
    @Schema(
            description =
                "Deliveries that the filters found and that stay: they have not ended, or the replay job that made them has"
                    + " not.")
        long kept,
    @Schema(description = "Who asked for it.", example = "key/<id>") String requestedBy,
    @Schema(description = "When it was asked for.") Instant createdAt,
    @Schema(description = "When it was done or cancelled.") @Nullable Instant finishedAt) {
  static RemovalView of(KeptLogJob job) {
    return new RemovalView(
        job.id(),
        Objects.requireNonNull(job.clinicId()),
        SelectionView.of(job.selection()),
        job.status(),
        job.deliveries(),
        job.attempts(),
        job.kept(),
        job.requestedBy(),
        job.createdAt(),
        job.finishedAt());
  }
}

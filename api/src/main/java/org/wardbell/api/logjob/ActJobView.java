package org.wardbell.api.logjob;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.logjob.KeptLogJob;
import org.wardbell.activities.logjob.LogJobKind;
import org.wardbell.activities.logjob.LogJobStatus;

/**
 * A resend or cancellation of many deliveries with its progress, which is its report in the end.
 */
@Schema(name = "DeliveryJob")
record ActJobView(
    @Schema(description = "The job's id.") UUID id,
    @Schema(description = "Whose deliveries.") UUID clinicId,
    @Schema(description = "The filters that it was asked for with.") SelectionView filter,
    @Schema(description = "What becomes of it.") LogJobStatus status,
    @Schema(description = "Deliveries that were sent again, or cancelled, so far.") long deliveries,
    @Schema(
            description =
                "Deliveries that the filters found and that are left as they are: they have not ended, so that they are not"
                    + " sent again, or they have, so that there is nothing to cancel.")
        long kept,
    @Schema(
            description =
                "Of a resend: deliveries that are not sent again because their webhook is disabled or deleted.")
        @Nullable Long webhookOff,
    @Schema(
            description =
                "Of a resend: deliveries that are not sent again because their event's data were removed.")
        @Nullable Long dataRemoved,
    @Schema(description = "Who asked for it.", example = "key/<id>") String requestedBy,
    @Schema(description = "When it was asked for.") Instant createdAt,
    @Schema(description = "When it was done or cancelled.") @Nullable Instant finishedAt) {
  static ActJobView of(KeptLogJob job) {
    boolean isResend = job.kind() == LogJobKind.RESEND;
    return new ActJobView(
        job.id(),
        Objects.requireNonNull(job.clinicId()),
        SelectionView.of(job.selection()),
        job.status(),
        job.deliveries(),
        job.kept(),
        isResend ? (Long) job.webhookOff() : null,
        isResend ? (Long) job.dataRemoved() : null,
        job.requestedBy(),
        job.createdAt(),
        job.finishedAt());
  }
}

package org.wardbell.api.logjob;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.export.ExportFormat;
import org.wardbell.activities.logjob.KeptLogJob;
import org.wardbell.activities.logjob.LogJobStatus;

/** An export with its progress. */
@Schema(name = "Export")
record ExportView(
    @Schema(description = "The job's id.") UUID id,
    @Schema(description = "Absent for an export of all clinics.") @Nullable UUID clinicId,
    @Schema(
            description = "Which list.",
            allowableValues = {"attempts", "deliveries"})
        String kind,
    @Schema(description = "The filters that it was asked for with.") SelectionView filter,
    @Schema(description = "The form of the file.") ExportFormat format,
    @Schema(description = "Whether the file has the subjects, which may name patients.")
        boolean withSubject,
    @Schema(description = "What becomes of it.") LogJobStatus status,
    @Schema(description = "Rows in the file so far.") long rows,
    @Schema(description = "Bytes of the file so far.") long bytes,
    @Schema(description = "Parts of the file that are kept so far.") int parts,
    @Schema(description = "Whether the file has all rows; false if it became too large.")
        boolean complete,
    @Schema(description = "Where the file is, as long as there is one.") @Nullable String file,
    @Schema(description = "When the file ends.") @Nullable Instant expiresAt,
    @Schema(description = "Who asked for it.", example = "key/<id>") String requestedBy,
    @Schema(description = "When it was asked for.") Instant createdAt,
    @Schema(description = "When it was done or cancelled.") @Nullable Instant finishedAt) {
  static ExportView of(KeptLogJob job) {
    return new ExportView(
        job.id(),
        job.clinicId(),
        job.records().word,
        SelectionView.of(job.selection()),
        Objects.requireNonNull(job.format()),
        job.withSubject(),
        job.status(),
        job.written(),
        job.bytes(),
        job.parts(),
        job.complete(),
        job.hasFile() ? "/api/v1/exports/" + job.id() + "/file" : null,
        job.expiresAt(),
        job.requestedBy(),
        job.createdAt(),
        job.finishedAt());
  }
}

package org.wardbell.api.appointment;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.imports.ImportStatus;
import org.wardbell.activities.appointment.imports.KeptImport;

/** An import of appointments with its progress. */
@Schema(name = "AppointmentImport")
record AppointmentImportView(
    UUID id,
    UUID clinicId,
    ImportStatus status,
    @Schema(description = "Whether its changes are told by events.") boolean events,
    @Schema(description = "Lines of the file, without empty ones.") long lines,
    @Schema(description = "Lines that are done: the sum of the other four.") long done,
    @Schema(description = "Lines that made an appointment.") long created,
    @Schema(description = "Lines that changed one.") long changed,
    @Schema(description = "Lines that say what is kept already.") long unchanged,
    @Schema(description = "Lines that were not taken; problems says why.") long failed,
    @Schema(description = "Who asked: key/<id> or person/<id>.") String requestedBy,
    Instant createdAt,
    @Nullable Instant finishedAt) {
  static AppointmentImportView of(KeptImport kept) {
    return new AppointmentImportView(
        kept.id(),
        kept.clinicId(),
        kept.status(),
        kept.withEvents(),
        kept.lines(),
        kept.created() + kept.changed() + kept.unchanged() + kept.failed(),
        kept.created(),
        kept.changed(),
        kept.unchanged(),
        kept.failed(),
        kept.requestedBy(),
        kept.createdAt(),
        kept.finishedAt());
  }
}

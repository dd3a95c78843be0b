package org.wardbell.api.clinic;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.KeptAuditEntry;

/** An entry of the audit trail as it is shown. */
@Schema(name = "AuditEntry")
record AuditView(
    @Schema(description = "Counts entries of the installation.") long number,
    Instant at,
    @Schema(description = "Absent for what concerns the installation.") @Nullable UUID clinicId,
    @Schema(description = "Who did it.", example = "key/01940000-0000-7000-8000-000000000001")
        String actor,
    @Schema(description = "What was done.", example = "webhook.changed") String action,
    @Schema(description = "To what.", example = "webhook/01940000-0000-7000-8000-000000000002")
        String target,
    @Schema(
            description = "Ids, codes and names of fields; no values.",
            example = "{\"version\": 3, \"fields\": [\"url\"]}")
        Map<String, Object> detail) {
  static AuditView of(KeptAuditEntry kept) {
    return new AuditView(
        kept.number(),
        kept.at(),
        kept.entry().clinicId(),
        kept.entry().actor(),
        kept.entry().action(),
        kept.entry().target(),
        kept.entry().detail());
  }
}

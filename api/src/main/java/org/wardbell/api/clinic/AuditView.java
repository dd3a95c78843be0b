package org.wardbell.api.clinic;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.audit.KeptAuditEntry;
import org.wardbell.api.access.Caller;

/** An entry of the audit trail as it is shown. */
@Schema(name = "AuditEntry")
public record AuditView(
    @Schema(
            description =
                "Its place in the chain, which counts the entries of the installation; only its"
                    + " callers see it.")
        @Nullable Long number,
    Instant at,
    @Schema(description = "Absent for what concerns the installation.") @Nullable UUID clinicId,
    @Schema(description = "Who did it.", example = "key/01940000-0000-7000-8000-000000000001")
        String actor,
    @Schema(description = "The key's or person's name then.") @Nullable String actorName,
    @Schema(
            description = "The role then; absent where a person's own affairs are changed.",
            allowableValues = {"READER", "WRITER", "ADMIN"})
        @Nullable String actorRole,
    @Schema(description = "The client's address.", example = "203.0.113.7")
        @Nullable String address,
    @Schema(description = "The X-Request-Id of the request.") @Nullable String requestId,
    @Schema(description = "What was done.", example = "webhook.changed") String action,
    @Schema(description = "To what.", example = "webhook/01940000-0000-7000-8000-000000000002")
        String target,
    @Schema(
            description = "How it ended. ordered: it happens outside of the database.",
            allowableValues = {"done", "ordered", "failed", "refused"})
        String outcome,
    @Schema(
            description = "Ids, codes and names of fields; no values.",
            example = "{\"version\": 3, \"fields\": [\"url\"]}")
        Map<String, Object> detail) {
  /** Returns it as a caller sees it: a clinic is not told how much happens in the others. */
  public static AuditView of(KeptAuditEntry kept, Caller caller) {
    return new AuditView(
        caller.isInstallation() ? kept.number() : null,
        kept.at(),
        kept.entry().clinicId(),
        kept.entry().origin().actor(),
        kept.entry().origin().name(),
        kept.entry().origin().role(),
        kept.entry().origin().address(),
        kept.entry().origin().requestId(),
        kept.entry().action(),
        kept.entry().target(),
        kept.entry().outcome(),
        kept.entry().detail());
  }
}

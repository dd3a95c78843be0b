package org.wardbell.activities.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A filter on the entries of the audit trail; null means all.
 *
 * @param clinicId only that clinic's
 * @param actor only what this one did, {@code key/<id>} or {@code person/<id>}
 * @param action only this action, or, if it ends in a dot, all that begin so
 * @param target only what happened to this, {@code webhook/<id>}
 * @param from only from this moment on
 * @param to only before this moment
 */
public record AuditFilter(
    @Nullable UUID clinicId,
    @Nullable String actor,
    @Nullable String action,
    @Nullable String target,
    @Nullable Instant from,
    @Nullable Instant to) {}

package org.wardbell.api.access;

import org.jspecify.annotations.Nullable;
import org.wardbell.activities.audit.AuditOrigin;

/**
 * A key, or a proof of a person, that is not enough.
 *
 * @param origin its owner's name in the audit trail, or null if there is nobody
 */
record RefusedKey(RefusedRequests.Reason reason, @Nullable AuditOrigin origin) {}

package org.wardbell.api.access;

import org.jspecify.annotations.Nullable;
import org.wardbell.activities.audit.AuditOrigin;

/**
 * A key that does not work.
 *
 * @param origin the key's name in the audit trail, or null if there is no such key
 */
record RefusedKey(RefusedRequests.Reason reason, @Nullable AuditOrigin origin) {}

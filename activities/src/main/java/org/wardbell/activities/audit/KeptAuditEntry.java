package org.wardbell.activities.audit;

import java.time.Instant;

/**
 * An entry of the audit trail as it is kept.
 *
 * @param number counts entries; a later one has a higher number
 */
public record KeptAuditEntry(long number, Instant at, AuditEntry entry) {}

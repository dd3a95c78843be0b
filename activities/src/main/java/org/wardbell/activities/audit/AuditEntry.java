package org.wardbell.activities.audit;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An act of a person or a program that must be accountable later.
 *
 * @param clinicId the clinic it concerns, or null for the installation
 * @param origin who, and from where
 * @param action {@code webhook.created}, {@code event.data_read}, …; at most 60 characters
 * @param target {@code webhook/<id>}; at most 120 characters
 * @param outcome how it ended, a word of {@link AuditOutcome}
 * @param detail ids, codes and field names only: no values, no patient data
 */
public record AuditEntry(
    @Nullable UUID clinicId,
    AuditOrigin origin,
    String action,
    String target,
    String outcome,
    Map<String, Object> detail) {
  public AuditEntry {
    detail = Map.copyOf(detail);
  }

  /** Returns an entry that needs no detail beyond its action. */
  public static AuditEntry of(
      @Nullable UUID clinicId, AuditOrigin origin, String action, String target) {
    return new AuditEntry(clinicId, origin, action, target, AuditOutcome.DONE.word, Map.of());
  }

  /** Returns the same entry with a detail. */
  public AuditEntry with(Map<String, Object> told) {
    return new AuditEntry(clinicId, origin, action, target, outcome, told);
  }

  /** Returns the same entry with another outcome. */
  public AuditEntry ended(AuditOutcome how) {
    return new AuditEntry(clinicId, origin, action, target, how.word, detail);
  }
}

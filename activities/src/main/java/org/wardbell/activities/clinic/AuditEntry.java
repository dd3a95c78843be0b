package org.wardbell.activities.clinic;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An act of a person or a program that must be accountable later.
 *
 * @param clinicId the clinic it concerns, or null for the installation
 * @param actor {@code key/<id>}, or {@code system}
 * @param action {@code webhook.created}, {@code event.data_read}, …; at most 60 characters
 * @param target {@code webhook/<id>}; at most 120 characters
 * @param detail ids, codes and field names only: no values, no patient data
 */
public record AuditEntry(
    @Nullable UUID clinicId,
    String actor,
    String action,
    String target,
    Map<String, Object> detail) {
  public AuditEntry {
    detail = Map.copyOf(detail);
  }

  /** Returns an entry that needs no detail beyond its action. */
  public static AuditEntry of(@Nullable UUID clinicId, String actor, String action, String target) {
    return new AuditEntry(clinicId, actor, action, target, Map.of());
  }
}

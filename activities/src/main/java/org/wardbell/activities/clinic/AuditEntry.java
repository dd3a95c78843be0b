package org.wardbell.activities.clinic;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something a person or a program did that must be answerable later.
 *
 * @param clinicId the clinic it concerns, or null for the installation
 * @param actor who: {@code key/<id>}, or {@code system}
 * @param action what: {@code webhook.created}, {@code event.data_read}, …; at most 60 characters
 * @param target to what: {@code webhook/<id>}; at most 120 characters
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

  /** An entry whose action says it all. */
  public static AuditEntry of(@Nullable UUID clinicId, String actor, String action, String target) {
    return new AuditEntry(clinicId, actor, action, target, Map.of());
  }
}

package org.wardbell.api.dashboard.settings.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.clinic.AuditVerificationView;
import org.wardbell.api.clinic.AuditView;

/**
 * The content of the audit trail's page.
 *
 * @param next the address of the following page, or null
 * @param first the address of the newest page, or null if this is it
 * @param check the result of a check of the chain, or null if none was asked for
 */
public record AuditPage(
    AuditQuestion filter,
    List<AuditView> rows,
    @Nullable String next,
    @Nullable String first,
    @Nullable AuditVerificationView check) {
  public AuditPage {
    rows = List.copyOf(rows);
  }
}

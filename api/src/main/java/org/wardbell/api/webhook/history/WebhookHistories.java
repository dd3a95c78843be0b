package org.wardbell.api.webhook.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditFilter;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.audit.KeptAuditEntry;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.webhook.SettingChange;
import org.wardbell.activities.webhook.SettingsHistory;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.access.Caller;

/**
 * The histories of webhooks: who did what is from the audit trail, which names settings only; what
 * was made of what is kept beside it, and not as long. A look is noted in the audit trail.
 */
@Component
public final class WebhookHistories {
  private final DSLContext database;
  private final AuditStore audit;
  private final SettingsHistory settings;

  WebhookHistories(DSLContext database, AuditStore audit, SettingsHistory settings) {
    this.database = database;
    this.audit = audit;
    this.settings = settings;
  }

  /**
   * Something that was done to a webhook.
   *
   * @param changes of its settings as the caller may see them; null if none are kept
   */
  public record Act(KeptAuditEntry entry, @Nullable List<SettingChange> changes) {
    /** Returns the version that it made, or null if it made none. */
    public @Nullable Integer version() {
      return versionOf(entry);
    }
  }

  /**
   * Returns what was done to a webhook, newest first.
   *
   * @param before only acts whose entries have a lower number, or null to begin with the newest
   */
  public List<Act> of(StoredWebhook stored, @Nullable Long before, int limit, Caller caller) {
    String target = "webhook/" + stored.webhook().id();
    audit.append(
        database,
        AuditEntry.of(stored.webhook().clinicId(), caller.origin(), "audit.read", target));
    List<KeptAuditEntry> entries =
        audit.list(
            database,
            new AuditFilter(stored.webhook().clinicId(), null, "webhook.", target, null, null),
            before,
            limit);
    List<Integer> versions = new ArrayList<>();
    for (KeptAuditEntry entry : entries) {
      Integer version = versionOf(entry);
      if (version != null) {
        versions.add(version);
      }
    }
    Map<Integer, SettingsHistory.Kept> kept =
        settings.of(database, stored.webhook().id(), versions);
    boolean whole = caller.role().covers(Role.ADMIN);
    return entries.stream().map(entry -> act(entry, kept, whole)).toList();
  }

  private static Act act(
      KeptAuditEntry entry, Map<Integer, SettingsHistory.Kept> kept, boolean whole) {
    Integer version = versionOf(entry);
    SettingsHistory.Kept values = version == null ? null : kept.get(version);
    return new Act(
        entry,
        values == null
            ? null
            : values.changes().stream().map(each -> whole ? each : each.named()).toList());
  }

  private static @Nullable Integer versionOf(KeptAuditEntry entry) {
    return entry.entry().detail().get("version") instanceof Number version
        ? (Integer) version.intValue()
        : null;
  }
}

package org.wardbell.api.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.webhook.WebhookChecks;
import org.wardbell.api.webhook.WebhookEditing;

/**
 * The import of webhooks, by the checks and the service of {@code POST /webhooks}. Each webhook is
 * a transaction of its own, so that one that is refused keeps back no other.
 */
@Component
public final class WebhookImport {
  private final DSLContext database;
  private final WebhookEditing webhooks;
  private final WebhookChecks checks;
  private final AuditStore audit;

  WebhookImport(
      DSLContext database, WebhookEditing webhooks, WebhookChecks checks, AuditStore audit) {
    this.database = database;
    this.webhooks = webhooks;
    this.checks = checks;
    this.audit = audit;
  }

  /**
   * Takes the webhooks of a file over.
   *
   * @param clinic whose they become, or null for global ones
   * @param dryRun whether only to say what would be done
   * @throws ProblemException 422 if there is none
   */
  public ImportReport take(
      @Nullable UUID clinic, List<ImportEntry> entries, boolean dryRun, Caller caller) {
    if (entries.isEmpty()) {
      throw ProblemException.invalid(
          "webhooks", "has no entry", "Send a file with one webhook at least.");
    }
    ImportRun run = new ImportRun(webhooks, checks, clinic, webhooks.of(clinic), dryRun, caller);
    List<ImportReport.Line> lines = new ArrayList<>(entries.size());
    for (ImportEntry entry : entries) {
      lines.add(run.line(lines.size(), entry));
    }
    ImportReport report = ImportReport.of(dryRun, lines);
    if (!dryRun) {
      audit.append(
          database,
          AuditEntry.of(clinic, caller.origin(), "webhook.imported", "webhooks")
              .with(
                  Map.of(
                      "created", report.created(),
                      "changed", report.changed(),
                      "unchanged", report.unchanged(),
                      "refused", report.refused())));
    }
    return report;
  }
}

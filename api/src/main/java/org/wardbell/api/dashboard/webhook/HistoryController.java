package org.wardbell.api.dashboard.webhook;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditFilter;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.audit.KeptAuditEntry;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.page.Cursors;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.webhook.WebhookEditing;

/**
 * The page that says who changed a webhook's settings. It reads the audit trail, and says so there.
 */
@Controller
class HistoryController {
  private static final int ROWS = 50;

  private final DSLContext database;
  private final WebhookEditing webhooks;
  private final AuditStore audit;
  private final Cursors cursors;

  HistoryController(
      DSLContext database, WebhookEditing webhooks, AuditStore audit, Cursors cursors) {
    this.database = database;
    this.webhooks = webhooks;
    this.audit = audit;
    this.cursors = cursors;
  }

  @GetMapping(WebhookFilter.PATH + "/{id}/history")
  @Needs(Role.ADMIN)
  String show(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String cursor,
      Caller caller,
      Model model) {
    StoredWebhook stored = webhooks.visible(id, caller);
    PageRequest page = cursors.request(ROWS, cursor, caller, "webhook-history");
    String target = "webhook/" + id;
    audit.append(
        database,
        AuditEntry.of(stored.webhook().clinicId(), caller.origin(), "audit.read", target));
    List<KeptAuditEntry> found =
        audit.list(
            database,
            new AuditFilter(stored.webhook().clinicId(), null, "webhook.", target, null, null),
            page.afterNumber(),
            page.rows());
    boolean more = found.size() > ROWS;
    List<KeptAuditEntry> shown = more ? found.subList(0, ROWS) : found;
    String next = more ? page.next(shown.getLast().number()) : null;
    model.addAttribute(
        "page",
        new HistoryPage(
            id,
            stored.webhook().settings().name(),
            shown.stream().map(HistoryController::entry).toList(),
            next == null ? null : WebhookFilter.PATH + "/" + id + "/history?cursor=" + next));
    return "webhook/history";
  }

  private static HistoryPage.Entry entry(KeptAuditEntry kept) {
    AuditEntry entry = kept.entry();
    String name = entry.origin().name();
    String role = entry.origin().role();
    return new HistoryPage.Entry(
        kept.at(),
        name == null ? entry.origin().actor() : name,
        role == null ? "" : role,
        what(entry),
        entry.detail().get("fields") instanceof Collection<?> fields
            ? fields.stream().map(Object::toString).map(TransferPage::words).toList()
            : List.of());
  }

  private static String what(AuditEntry entry) {
    return switch (entry.action()) {
      case "webhook.created" ->
          entry.detail().containsKey("preset")
              ? "made it from a preset"
              : entry.detail().containsKey("from") ? "made it as a copy or from a file" : "made it";
      case "webhook.changed" -> "changed";
      case "webhook.paused" -> "paused it";
      case "webhook.resumed" -> "resumed it";
      case "webhook.secret_rotated" ->
          "made a new signing secret; the old one signed on for "
              + entry.detail().getOrDefault("overlap_hours", 0)
              + " h";
      default -> TransferPage.words(entry.action().substring("webhook.".length()));
    };
  }
}

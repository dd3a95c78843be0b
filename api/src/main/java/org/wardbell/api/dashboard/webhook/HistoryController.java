package org.wardbell.api.dashboard.webhook;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.webhook.SettingChange;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.page.Cursors;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.webhook.WebhookEditing;
import org.wardbell.api.webhook.history.WebhookHistories;

/** The page that says who changed a webhook's settings, and from what to what. */
@Controller
class HistoryController {
  /** Acts on a page; each with all that it changed. */
  private static final int ROWS = 50;

  private final WebhookEditing webhooks;
  private final WebhookHistories histories;
  private final Cursors cursors;

  HistoryController(WebhookEditing webhooks, WebhookHistories histories, Cursors cursors) {
    this.webhooks = webhooks;
    this.histories = histories;
    this.cursors = cursors;
  }

  @GetMapping(WebhookFilter.PATH + "/{id}/history")
  @Needs(Role.READER)
  String show(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String cursor,
      Caller caller,
      Model model) {
    StoredWebhook stored = webhooks.visible(id, caller);
    PageRequest page = cursors.request(ROWS, cursor, caller, "webhook-history");
    List<WebhookHistories.Act> found =
        histories.of(stored, page.afterNumber(), page.rows(), caller);
    Page<HistoryPage.Entry> shown =
        page.page(found, act -> Long.toString(act.entry().number()), HistoryController::entry);
    String next = shown.nextCursor();
    model.addAttribute(
        "page",
        new HistoryPage(
            id,
            stored.webhook().settings().name(),
            shown.data(),
            next == null ? null : WebhookFilter.PATH + "/" + id + "/history?cursor=" + next));
    return "webhook/history";
  }

  private static HistoryPage.Entry entry(WebhookHistories.Act act) {
    AuditEntry entry = act.entry().entry();
    String name = entry.origin().name();
    String role = entry.origin().role();
    List<SettingChange> changes = act.changes();
    return new HistoryPage.Entry(
        act.entry().at(),
        name == null ? entry.origin().actor() : name,
        role == null ? "" : role,
        what(entry),
        changes == null && entry.detail().get("fields") instanceof Collection<?> fields
            ? fields.stream().map(Object::toString).map(TransferPage::words).toList()
            : List.of(),
        changes == null ? List.of() : changes.stream().map(ChangeRow::of).toList());
  }

  private static String what(AuditEntry entry) {
    return switch (entry.action()) {
      case "webhook.created" ->
          entry.detail().containsKey("preset")
              ? "made it from a preset"
              : entry.detail().containsKey("from") ? "made it as a copy or from a file" : "made it";
      case "webhook.changed" -> "changed";
      case "webhook.probed" -> "let its open circuit probe at once";
      case "webhook.overlap_ended" -> "ended the old signing secrets before their time";
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

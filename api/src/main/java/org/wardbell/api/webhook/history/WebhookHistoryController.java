package org.wardbell.api.webhook.history;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.page.Cursors;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.webhook.WebhookEditing;

/** The controller that tells what was done to a webhook. */
@RestController
@RequestMapping("/api/v1/webhooks")
@Tag(name = "Webhooks")
class WebhookHistoryController {
  private final WebhookEditing webhooks;
  private final WebhookHistories histories;
  private final Cursors cursors;

  WebhookHistoryController(WebhookEditing webhooks, WebhookHistories histories, Cursors cursors) {
    this.webhooks = webhooks;
    this.histories = histories;
    this.cursors = cursors;
  }

  @GetMapping("/{id}/history")
  @Needs(Role.READER)
  @Operation(
      summary = "List what was done to a webhook",
      description =
          "Newest first: who changed which settings from what to what, paused it, or gave it a new"
              + " secret. Credentials are only told to have changed. A look is in the audit trail.")
  Page<WebhookActView> list(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    StoredWebhook stored = webhooks.visible(id, caller);
    PageRequest page = cursors.request(limit, cursor, caller, "webhook-history");
    return page.page(
        histories.of(stored, page.afterNumber(), page.rows(), caller),
        act -> Long.toString(act.entry().number()),
        WebhookActView::of);
  }
}

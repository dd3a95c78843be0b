package org.wardbell.api.webhook.figures;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.WebhookNames;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.webhook.WebhookEditing;
import org.wardbell.api.webhook.figures.WebhookFigures.Figures;

/** The controller that tells how webhooks do. */
@RestController
@RequestMapping("/api/v1/webhooks")
@Tag(name = "Webhooks")
class WebhookFiguresController {
  private final DSLContext database;
  private final WebhookEditing webhooks;
  private final WebhookFigures figures;

  WebhookFiguresController(DSLContext database, WebhookEditing webhooks, WebhookFigures figures) {
    this.database = database;
    this.webhooks = webhooks;
    this.figures = figures;
  }

  @GetMapping("/figures")
  @Needs(Role.READER)
  @Operation(
      summary = "List how webhooks did",
      description =
          "The last 24 hours of each webhook, and its newest delivery; newest webhooks first."
              + " Figures are at most 10 s old.")
  Page<FiguresView> list(
      @Parameter(description = "Only of this clinic; for keys of the installation.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable UUID clinic,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    UUID of = caller.clinic(clinic, null);
    PageRequest page = PageRequest.of(limit, cursor);
    Map<UUID, String> names = WebhookNames.existing(database, of, page.afterId(), page.rows());
    List<UUID> ids = new ArrayList<>(names.keySet());
    Map<UUID, Figures> all = figures.of(of, ids);
    return page.page(
        ids,
        UUID::toString,
        id -> {
          Figures one = all.getOrDefault(id, Figures.NONE);
          return new FiguresView(id, names.getOrDefault(id, ""), one, one.newest());
        });
  }

  @GetMapping("/{id}/waiting")
  @Needs(Role.READER)
  @Operation(
      summary = "Read what waits for a webhook",
      description =
          "Its open deliveries by their reasons, when the next probe goes, and when the first of"
              + " them is given up.")
  WaitingView waiting(@PathVariable UUID id, Caller caller) {
    StoredWebhook stored = webhooks.visible(id, caller);
    return WaitingView.of(stored, figures.waiting(id), Instant.now());
  }
}

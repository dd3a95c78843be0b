package org.wardbell.api.transfer;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.webhook.WebhookChecks;
import org.wardbell.api.webhook.WebhookEditing;
import org.wardbell.api.webhook.WebhookView;

/** Copies of webhooks, and changes of many at once. */
@RestController
@RequestMapping("/api/v1/webhooks")
@Tag(name = "Webhooks")
class ManyWebhooksController {
  private final WebhookEditing webhooks;
  private final WebhookBulk bulk;
  private final WebhookCopies copies;
  private final WebhookChecks checks;

  ManyWebhooksController(
      WebhookEditing webhooks, WebhookBulk bulk, WebhookCopies copies, WebhookChecks checks) {
    this.webhooks = webhooks;
    this.bulk = bulk;
    this.copies = copies;
    this.checks = checks;
  }

  @PostMapping("/{id}/clone")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Copy a webhook",
      description =
          "With its credentials, and a signing secret of its own, which only this answer shows. The"
              + " copy is disabled unless enabled says otherwise: two enabled ones would send"
              + " everything twice. A consent (authorization_code) is not copied.")
  @ApiResponse(responseCode = "201", description = "Made.", useReturnTypeSchema = true)
  ResponseEntity<WebhookView> copy(
      @PathVariable UUID id,
      @RequestBody(required = false) @Nullable CloneRequest request,
      Caller caller) {
    StoredWebhook made =
        copies.copy(
            webhooks.visible(id, caller),
            request == null ? null : request.name(),
            request != null && Boolean.TRUE.equals(request.enabled()),
            caller);
    return WebhookView.made(made, caller, checks.warnings(made.webhook().settings()));
  }

  @PostMapping("/bulk")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Enable, disable or delete many webhooks",
      description =
          "Each by itself, as PUT and DELETE do it, with a result for each id: what cannot be done"
              + " keeps back no other.")
  BulkView change(@RequestBody BulkRequest request, Caller caller) {
    FieldChecks checks = new FieldChecks();
    WebhookBulk.Action action = action(request.action(), checks);
    List<UUID> ids = BulkIds.of(request.ids(), WebhookBulk.MAXIMUM, checks);
    checks.orThrow();
    return bulk.change(action, ids, caller);
  }

  private static WebhookBulk.Action action(@Nullable String asked, FieldChecks checks) {
    return Arrays.stream(WebhookBulk.Action.values())
        .filter(action -> action.name().toLowerCase(Locale.ROOT).equals(asked))
        .findFirst()
        .orElseGet(
            () -> {
              checks.add("action", "is none that there is", "Use enable, disable or delete.");
              return WebhookBulk.Action.DISABLE;
            });
  }
}

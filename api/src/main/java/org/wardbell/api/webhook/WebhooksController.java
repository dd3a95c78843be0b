package org.wardbell.api.webhook;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.authentication.OAuthConnections;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.change.ReturnedBodies.Reading;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.workflows.webhook.Authentication.OAuth2;
import org.wardbell.workflows.webhook.WebhookSettings;
import tools.jackson.databind.node.ObjectNode;

/** Webhooks: which events go where, and how. */
@RestController
@RequestMapping("/api/v1/webhooks")
@Tag(name = "Webhooks", description = "Configured HTTP calls: which events go where, and how.")
class WebhooksController {
  private final WebhookBodies bodies;
  private final WebhookChecks checks;
  private final WebhookEditing webhooks;
  private final WebhookOwner owners;

  private final OAuthConnections connections;

  WebhooksController(
      WebhookBodies bodies,
      WebhookChecks checks,
      WebhookEditing webhooks,
      WebhookOwner owners,
      OAuthConnections connections) {
    this.bodies = bodies;
    this.connections = connections;
    this.checks = checks;
    this.webhooks = webhooks;
    this.owners = owners;
  }

  @PostMapping
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Make a webhook",
      description = "The answer is the only place where its signing_secret is ever shown.")
  @ApiResponse(responseCode = "201", description = "Made.", useReturnTypeSchema = true)
  ResponseEntity<WebhookView> create(
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = WebhookRequest.class)))
          @RequestBody
          ObjectNode body,
      Caller caller) {
    Reading<WebhookRequest> reading = bodies.made(body);
    WebhookRequest request = reading.request();
    UUID clinic = owners.of(caller, request.global(), request.clinic());
    WebhookSettings settings = checks.settings(clinic, reading);
    return WebhookView.made(
        webhooks.create(clinic, settings, caller, Map.of()), caller, checks.warnings(settings));
  }

  @GetMapping
  @Needs(Role.READER)
  @Operation(summary = "List webhooks", description = "Newest first.")
  Page<WebhookView> list(
      @Parameter(description = "Only of this clinic; for keys of the installation.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable UUID clinic,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    PageRequest page = PageRequest.of(limit, cursor);
    return page.page(
        webhooks.list(caller.clinic(clinic, null), page.afterId(), page.rows()),
        stored -> stored.webhook().id().toString(),
        stored -> WebhookView.of(stored, caller.role()));
  }

  @GetMapping("/{id}")
  @Needs(Role.READER)
  @Operation(
      summary = "Read a webhook",
      description =
          "Its settings, with credentials as masks, and how it is doing: status, circuit, oauth.")
  WebhookView read(@PathVariable UUID id, Caller caller) {
    StoredWebhook stored = webhooks.visible(id, caller);
    KeptWebhook webhook = stored.webhook();
    OAuthView status =
        webhook.settings().authentication() instanceof OAuth2 settings
            ? OAuthView.of(connections.status(webhook, settings), caller.role())
            : null;
    return WebhookView.with(
        stored, caller.role(), null, status, checks.warnings(webhook.settings()));
  }

  @PutMapping("/{id}")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Replace a webhook's configuration",
      description =
          "What is left out gets its default. What was read can be sent back, and then changes"
              + " nothing: what only answers have may be in it as it was (id, clinic_id,"
              + " created_at), or as it may have become meanwhile (status, circuit, counters …). A"
              + " credential sent as it was shown (masked) stays as it is. Disabling cancels its"
              + " open deliveries. Enabling also forgets why the system disabled it, its failures"
              + " and its circuit. While the circuit is open, a change lets it probe at once.")
  WebhookView change(
      @PathVariable UUID id,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = WebhookRequest.class)))
          @RequestBody
          ObjectNode body,
      IfMatch condition,
      Caller caller) {
    StoredWebhook earlier = webhooks.visible(id, caller);
    return changed(earlier, bodies.replacing(earlier, body), condition, caller);
  }

  @PatchMapping(
      path = "/{id}",
      consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Change parts of a webhook",
      description =
          "A JSON merge patch (RFC 7396): fields that are not named stay as they are, credentials"
              + " included; null stands for the default; a list replaces the whole list.")
  WebhookView patch(
      @PathVariable UUID id,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = WebhookRequest.class)))
          @RequestBody
          ObjectNode patch,
      IfMatch condition,
      Caller caller) {
    StoredWebhook earlier = webhooks.visible(id, caller);
    return changed(earlier, bodies.patched(earlier, patch), condition, caller);
  }

  private WebhookView changed(
      StoredWebhook earlier, Reading<WebhookRequest> reading, IfMatch condition, Caller caller) {
    condition.require(WebhookEditing.revision(earlier));
    WebhookSettings settings = checks.settings(earlier, reading);
    StoredWebhook stored = webhooks.change(earlier, settings, condition, caller);
    return WebhookView.with(stored, caller.role(), null, null, checks.warnings(settings));
  }

  @DeleteMapping("/{id}")
  @Needs(Role.ADMIN)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Delete a webhook",
      description = "Its open deliveries are cancelled; what was sent stays to look at.")
  @ApiResponse(responseCode = "204", description = "Done.")
  void delete(@PathVariable UUID id, IfMatch condition, Caller caller) {
    webhooks.delete(webhooks.visible(id, caller), condition, caller);
  }

  @PostMapping("/{id}/pause")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Pause a webhook",
      description = "Events still match it; their deliveries wait until it is resumed.")
  WebhookView pause(@PathVariable UUID id, Caller caller) {
    return shown(webhooks.pause(webhooks.visible(id, caller), caller), caller);
  }

  @PostMapping("/{id}/resume")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Resume a paused webhook",
      description = "What waits is sent oldest first. A disabled webhook is enabled by PUT.")
  WebhookView resume(@PathVariable UUID id, Caller caller) {
    return shown(webhooks.resume(webhooks.visible(id, caller), caller), caller);
  }

  @PostMapping("/{id}/probe")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Let an open circuit probe now",
      description =
          "A probe is a real request, of the next waiting delivery that is due by its own schedule;"
              + " with none due it goes as soon as one is. There is one at a time: while one is under"
              + " way, nothing more is done. If it fails, the next one waits as long as before. 409"
              + " while the circuit is closed, the webhook paused or disabled, or its receiver asked"
              + " to be left alone.")
  WebhookView probe(@PathVariable UUID id, Caller caller) {
    boolean _ = webhooks.probe(webhooks.visible(id, caller), caller);
    return shown(webhooks.visible(id, caller), caller);
  }

  private static WebhookView shown(StoredWebhook stored, Caller caller) {
    return WebhookView.of(stored, caller.role());
  }
}

package org.wardbell.api.webhook;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.preview.ShownRequest;
import org.wardbell.activities.preview.TestSendReport;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.change.ReturnedBodies.Reading;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.idempotency.NotRemembered;
import org.wardbell.api.interactive.InteractiveAnswer;
import org.wardbell.api.problem.ProblemException;
import tools.jackson.databind.node.ObjectNode;

/** The controller of previews and tests of webhooks. */
@RestController
@RequestMapping("/api/v1/webhooks")
@Tag(name = "Webhooks")
class WebhookTestsController {
  private final WebhookEditing webhooks;
  private final WebhookBodies bodies;
  private final WebhookChecks checks;
  private final WebhookTests tests;
  private final Previews previews;
  private final RequestedClinic clinics;

  WebhookTestsController(
      WebhookEditing webhooks,
      WebhookBodies bodies,
      WebhookChecks checks,
      WebhookTests tests,
      Previews previews,
      RequestedClinic clinics) {
    this.webhooks = webhooks;
    this.bodies = bodies;
    this.checks = checks;
    this.tests = tests;
    this.previews = previews;
    this.clinics = clinics;
  }

  @PostMapping("/{id}/test")
  @NotRemembered("its answer may show patient data, and a test done twice harms nobody")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Test a webhook",
      description =
          "Sends one request of a sample event, with the header wardbell-test: true, and waits for the answer. It is"
              + " never tried again and counts nowhere. A paused or disabled webhook can be tested. 202 with a Location"
              + " if it takes longer than 35 s, 503 at once if no worker is running, or if none takes it up within 5 s.")
  @ApiResponse(responseCode = "200", description = "It was tried.", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "202",
      description = "It takes longer; the task says when it has ended.",
      content = @Content,
      headers =
          @Header(
              name = "Location",
              description = "The task.",
              schema = @Schema(type = "string", format = "uri-reference")))
  ResponseEntity<TestSendReport> test(
      @PathVariable UUID id,
      @RequestBody(required = false) @Nullable TestRequest request,
      Caller caller) {
    StoredWebhook webhook = webhooks.visible(id, caller);
    UUID clinic = clinicOf(webhook.webhook(), caller);
    return switch (tests.test(webhook, orDefault(request), clinic, caller)) {
      case InteractiveAnswer.Done done -> ResponseEntity.ok(WebhookTests.report(done));
      case InteractiveAnswer.Pending pending ->
          ResponseEntity.status(HttpStatus.ACCEPTED).location(pending.location()).build();
    };
  }

  @PostMapping("/test-all")
  @NotRemembered("its answer may show patient data, and a test done twice harms nobody")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Test all enabled webhooks of a clinic",
      description = "Eight side by side, each as in a test of one; ends within 35 s.")
  TestAllView testAll(
      @Parameter(description = "For keys of the installation; default if left out.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable String clinic,
      @RequestBody(required = false) @Nullable TestRequest request,
      Caller caller) {
    UUID wanted = clinics.ofParameter(caller, clinic);
    List<StoredWebhook> enabled =
        webhooks.list(wanted, null, WebhookStore.MAXIMUM_PER_CLINIC).stream()
            .filter(StoredWebhook::enabled)
            .toList();
    return tests.testAll(enabled, orDefault(request), wanted, caller);
  }

  @PostMapping("/preview")
  @NotRemembered("it makes nothing")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "See what would be sent",
      description =
          "Checks and renders only: nothing is kept and nobody is called. What authentication would add is shown by"
              + " its place. The signature of a webhook that is not kept is made with a secret that is thrown away.")
  ShownRequest preview(@RequestBody PreviewRequest request, Caller caller) {
    KeptWebhook webhook = webhook(request, caller);
    return previews.show(
        webhook,
        clinicOf(webhook, caller),
        request.test(),
        request.eventId(),
        request.webhookId() == null ? "webhook/draft" : "webhook/" + webhook.id(),
        caller);
  }

  private KeptWebhook webhook(PreviewRequest request, Caller caller) {
    UUID kept = request.webhookId();
    ObjectNode draft = request.webhook();
    if ((kept == null) == (draft == null)) {
      throw ProblemException.invalid(
          "webhook", "is needed, or webhook_id, but not both", "Send one of the two.");
    }
    if (kept != null) {
      return webhooks.visible(kept, caller).webhook();
    }
    Reading<WebhookRequest> reading = bodies.made(Objects.requireNonNull(draft));
    WebhookRequest written = reading.request();
    UUID clinic = clinics.of(caller, written.clinic());
    return Previews.draft(
        clinic, checks.settings(clinic, written.draft(), "webhook.", reading.problems()));
  }

  private UUID clinicOf(KeptWebhook webhook, Caller caller) {
    UUID own = webhook.clinicId();
    return own == null ? clinics.of(caller, null) : own;
  }

  private static TestRequest orDefault(@Nullable TestRequest request) {
    return request == null ? TestRequest.DEFAULT : request;
  }
}

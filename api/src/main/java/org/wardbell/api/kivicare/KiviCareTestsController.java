package org.wardbell.api.kivicare;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.authentication.OAuthConnections;
import org.wardbell.activities.authentication.OAuthStatus;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.preview.TestSendReport;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.interactive.InteractiveAnswer;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.api.webhook.TestRequest;
import org.wardbell.api.webhook.WebhookTests;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.webhook.Authentication.OAuth2;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** KiviCare's routes that try a webhook out: a test, and its connection by OAuth 2. */
@RestController
@RequestMapping("/wp-json/kivicare/v1/webhooks")
@Hidden
class KiviCareTestsController {
  private final KiviCareWebhooks webhooks;
  private final WebhookTests tests;
  private final OAuthConnections connections;
  private final RequestedClinic clinics;
  private final Envelopes envelopes;
  private final JsonMapper json;

  KiviCareTestsController(
      KiviCareWebhooks webhooks,
      WebhookTests tests,
      OAuthConnections connections,
      RequestedClinic clinics,
      Envelopes envelopes,
      JsonMapper json) {
    this.webhooks = webhooks;
    this.tests = tests;
    this.connections = connections;
    this.clinics = clinics;
    this.envelopes = envelopes;
    this.json = json;
  }

  @PostMapping("/{id}/test")
  @Needs(Role.ADMIN)
  ObjectNode test(
      @PathVariable long id,
      @RequestBody(required = false) @Nullable ObjectNode body,
      Caller caller) {
    StoredWebhook stored = webhooks.visible(id, caller);
    UUID own = stored.webhook().clinicId();
    JsonNode asked = body == null ? envelopes.object() : body;
    TestRequest request =
        new TestRequest(Given.text(asked, "eventName", "event_name"), payload(asked));
    InteractiveAnswer answer =
        tests.test(stored, request, own == null ? clinics.of(caller, null) : own, caller);
    ObjectNode data = envelopes.object();
    switch (answer) {
      case InteractiveAnswer.Done done -> report(WebhookTests.report(done), data);
      case InteractiveAnswer.Pending pending ->
          data.put("success", false)
              .put("error", "It takes longer than 35 s. Its end will be at " + pending.location());
    }
    data.putObject("webhook_data")
        .put("name", stored.webhook().settings().name())
        .put("url", stored.webhook().settings().url())
        .put("method", stored.webhook().settings().method().name());
    return envelopes.answer("Test", data);
  }

  private @Nullable JsonNode payload(JsonNode asked) {
    JsonNode payload = asked.path("payload");
    if (Given.isEmpty(payload)) {
      return null;
    }
    try {
      return payload.isString() ? json.readTree(payload.asString()) : payload;
    } catch (JacksonException notJson) {
      throw ProblemException.invalid("payload", "is not a JSON object", "Send the event's data.");
    }
  }

  private static void report(TestSendReport report, ObjectNode data) {
    boolean success = report.verdict().outcome() == AttemptOutcome.DELIVERED;
    TestSendReport.Answer answer = report.response();
    data.put("success", success);
    data.put("status_code", answer == null ? null : answer.status());
    data.put("execution_time", report.timings().totalMicros() / 1_000);
    data.put("response", answer == null ? null : answer.body());
    data.put("error", success ? null : report.verdict().advice());
  }

  @PostMapping("/oauth2/exchange-token")
  @Needs(Role.ADMIN)
  ObjectNode exchange(@RequestBody ObjectNode body, Caller caller) {
    return connection(body, caller);
  }

  @PostMapping("/oauth2/refresh-token")
  @Needs(Role.ADMIN)
  ObjectNode refresh(@RequestBody ObjectNode body, Caller caller) {
    return connection(body, caller);
  }

  /**
   * Returns how the webhook is connected. There is nothing to exchange here: a consent comes back
   * to our own address, bound to the browser it began in, and workers renew tokens before they end.
   */
  private ObjectNode connection(ObjectNode body, Caller caller) {
    Long number =
        Given.id(body.has("webhook_id") ? body.path("webhook_id") : body.path("webhookId"));
    if (number == null) {
      throw ProblemException.invalid("webhook_id", "is missing", "Save the webhook first.");
    }
    StoredWebhook stored = webhooks.visible(number, caller);
    if (!(stored.webhook().settings().authentication() instanceof OAuth2 settings)) {
      throw ProblemException.of(
          ProblemKind.CONFLICT, "This webhook does not use OAuth 2. Set auth_method to oauth2.");
    }
    OAuthStatus status = connections.status(stored.webhook(), settings);
    ObjectNode data = envelopes.object().put("connected", status.connected());
    data.put("expires_at", status.expiresAt() == null ? null : status.expiresAt().toString());
    data.put("error", status.lastError());
    data.put("start", "/api/v1/webhooks/" + stored.webhook().id() + "/oauth/start");
    return envelopes.answer(
        status.connected()
            ? "Connected. Tokens are renewed by themselves."
            : "Not connected. POST to start, and open its authorization_url in a browser.",
        data);
  }
}

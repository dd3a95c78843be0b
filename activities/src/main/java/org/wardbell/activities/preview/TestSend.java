package org.wardbell.activities.preview;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.delivery.attempt.AnswerClassifier;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.expression.ExpressionOverload;
import org.wardbell.activities.http.AttemptReport;
import org.wardbell.activities.http.AttemptTimings;
import org.wardbell.activities.http.AuthorizedSender;
import org.wardbell.activities.http.ReceivedResponse;
import org.wardbell.activities.interactive.InteractiveTask;
import org.wardbell.activities.interactive.ResultJson;
import org.wardbell.activities.request.OutgoingRequest;
import org.wardbell.activities.request.RenderedBody;
import org.wardbell.activities.request.RequestRenderer;
import org.wardbell.activities.template.UnrenderableException;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.OutcomeAdvice;
import org.wardbell.workflows.delivery.TransportProblem;
import org.wardbell.workflows.webhook.Header;

/**
 * A test send: one request, by the same renderer and sender as a delivery, with a full report.
 * Nothing is counted, nothing is tried again, and no delivery is written.
 */
final class TestSend implements InteractiveTask {
  /** So that the receiver can tell; templates cannot set it, its prefix is reserved. */
  static final Header MARK = new Header("wardbell-test", "true");

  private static final AttemptTimings NONE = new AttemptTimings(null, null, null, null, null, 0);

  private final DSLContext dsl;
  private final WebhookStore webhooks;
  private final SampleEvents events;
  private final RequestRenderer renderer;
  private final AuthorizedSender sender;

  TestSend(
      DSLContext dsl,
      WebhookStore webhooks,
      SampleEvents events,
      RequestRenderer renderer,
      AuthorizedSender sender) {
    this.dsl = dsl;
    this.webhooks = webhooks;
    this.events = events;
    this.renderer = renderer;
    this.sender = sender;
  }

  @Override
  public String kind() {
    return TestSendRequest.KIND;
  }

  @Override
  public byte[] perform(@Nullable UUID clinicId, @Nullable UUID webhookId, byte[] request) {
    TestSendRequest order = TestSendRequest.of(request);
    KeptWebhook webhook =
        webhooks
            .find(dsl, Objects.requireNonNull(webhookId, "a test is of a webhook"))
            .map(StoredWebhook::webhook)
            .orElseThrow(() -> new IllegalStateException("the webhook was deleted meanwhile"));
    return ResultJson.write(test(webhook, events.of(order)));
  }

  private TestSendReport test(KeptWebhook webhook, EventFacts event) {
    OutgoingRequest request;
    UUID id = Ids.next();
    try {
      RenderedBody body = renderer.body(webhook, event, id);
      TransportProblem problem = body.problem();
      if (problem != null) {
        return unsent(event, verdict(webhook, problem.outcome(), problem.code()));
      }
      request = marked(renderer.request(webhook, event, body, id, 1, Instant.now()));
    } catch (UnrenderableException unrenderable) {
      return unsent(event, verdict(webhook, AttemptOutcome.REFUSED, "render_failed"));
    } catch (ExpressionOverload overload) {
      // The advice says that it may have taken too long.
      return unsent(
          event,
          verdict(
              webhook,
              TransportProblem.TRANSFORM_FAILED.outcome(),
              TransportProblem.TRANSFORM_FAILED.code()));
    }
    AttemptReport report = AnswerClassifier.of(webhook.settings(), sender.send(webhook, request));
    return new TestSendReport(
        event.type(),
        ShownRequest.of(
            request, webhook.settings(), PreviewWarnings.of(renderer, webhook, event, id)),
        answer(report),
        report.timings(),
        report.address(),
        verdict(webhook, report.outcome(), report.code()));
  }

  private static OutgoingRequest marked(OutgoingRequest request) {
    List<Header> headers = new ArrayList<>(request.headers());
    headers.add(MARK);
    return new OutgoingRequest(
        request.method(),
        request.url(),
        headers,
        request.body(),
        request.timeout(),
        request.credentials(),
        request.tls());
  }

  private static TestSendReport.@Nullable Answer answer(AttemptReport report) {
    ReceivedResponse response = report.response();
    if (response == null) {
      return null;
    }
    return new TestSendReport.Answer(
        report.httpStatus(),
        response.headers(),
        response.text(),
        response.text() == null ? Base64.getEncoder().encodeToString(response.body()) : null,
        response.truncated());
  }

  private static TestSendReport unsent(EventFacts event, TestSendReport.Verdict verdict) {
    return new TestSendReport(event.type(), null, null, NONE, null, verdict);
  }

  private static TestSendReport.Verdict verdict(
      KeptWebhook webhook, AttemptOutcome outcome, String code) {
    return new TestSendReport.Verdict(
        outcome, code, OutcomeAdvice.ofTest(code, webhook.settings()));
  }
}

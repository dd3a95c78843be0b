package org.wardbell.api.dashboard.trial;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.access.Caller;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.dashboard.need.ServerParts;
import org.wardbell.api.interactive.InteractiveAnswer;
import org.wardbell.api.webhook.TestRequest;
import org.wardbell.api.webhook.WebhookTests;

/** Tests of webhooks as pages make them: what is known to fail is said at once. */
@Component
final class Trials {
  private final WebhookTests tests;
  private final ServerParts parts;
  private final RequestedClinic clinics;

  Trials(WebhookTests tests, ServerParts parts, RequestedClinic clinics) {
    this.tests = tests;
    this.parts = parts;
    this.clinics = clinics;
  }

  /** Returns the clinic whose event a test of a webhook sends. */
  UUID clinicOf(StoredWebhook stored, Caller caller) {
    UUID own = stored.webhook().clinicId();
    return own == null ? clinics.of(caller, null) : own;
  }

  /** Returns what came of one test. Waits for the receiver, but not for a server that is away. */
  TrialResult result(StoredWebhook stored, TestRequest request, Caller caller) {
    requireWorker();
    return switch (tests.test(stored, request, clinicOf(stored, caller), caller)) {
      case InteractiveAnswer.Done done -> TrialResult.of(WebhookTests.report(done));
      case InteractiveAnswer.Pending pending ->
          TrialResult.later(
              "/webhooks/" + stored.webhook().id() + "/test?task=" + pending.taskId());
    };
  }

  /** Refuses what would wait for a worker in vain. */
  void requireWorker() {
    parts.require("Nothing was sent.");
  }
}

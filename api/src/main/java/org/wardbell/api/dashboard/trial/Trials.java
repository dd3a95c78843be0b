package org.wardbell.api.dashboard.trial;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.access.Caller;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.health.TemporalState;
import org.wardbell.api.interactive.InteractiveAnswer;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.api.webhook.TestRequest;
import org.wardbell.api.webhook.WebhookTests;

/** Tests of webhooks as pages make them: what is known to fail is said at once. */
@Component
final class Trials {
  private final WebhookTests tests;
  private final TemporalState temporal;
  private final RequestedClinic clinics;

  Trials(WebhookTests tests, TemporalState temporal, RequestedClinic clinics) {
    this.tests = tests;
    this.temporal = temporal;
    this.clinics = clinics;
  }

  /** Returns the clinic whose event a test of a webhook sends. */
  UUID clinicOf(StoredWebhook stored, Caller caller) {
    UUID own = stored.webhook().clinicId();
    return own == null ? clinics.of(caller, null) : own;
  }

  /** Returns what came of one test. Waits for the receiver, but not for a server that is away. */
  TrialResult result(StoredWebhook stored, TestRequest request, Caller caller) {
    requireTemporal();
    return switch (tests.test(stored, request, clinicOf(stored, caller), caller)) {
      case InteractiveAnswer.Done done -> TrialResult.of(WebhookTests.report(done));
      case InteractiveAnswer.Pending pending ->
          TrialResult.later(
              "/webhooks/" + stored.webhook().id() + "/test?task=" + pending.taskId());
    };
  }

  /** Refuses what would wait for Temporal in vain. */
  void requireTemporal() {
    if (temporal.isAway()) {
      throw ProblemException.of(
          ProblemKind.UNAVAILABLE,
          "Temporal does not answer, so no worker would hear of the test. Nothing was sent. Try"
              + " again when the lamp at the top says that all is well.");
    }
  }
}

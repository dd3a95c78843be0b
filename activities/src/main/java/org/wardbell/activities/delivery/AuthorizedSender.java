package org.wardbell.activities.delivery;

import java.time.Duration;
import java.time.Instant;
import org.wardbell.activities.authentication.Authorizer;
import org.wardbell.activities.authentication.Proof;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.delivery.TransportProblem;

/** Sends a request with what proves who we are. Finding that is part of the webhook's timeout. */
final class AuthorizedSender {
  private final Authorizer authorizer;
  private final WebhookSender sender;

  AuthorizedSender(Authorizer authorizer, WebhookSender sender) {
    this.authorizer = authorizer;
    this.sender = sender;
  }

  /**
   * Sends it once, or not at all if nothing proves who we are.
   *
   * @throws NothingSentException after a failure of our own before anything left
   */
  AttemptReport send(KeptWebhook webhook, OutgoingRequest request) {
    long begun = System.nanoTime();
    return switch (prove(webhook, request)) {
      case Proof.Given given -> {
        Duration left = request.timeout().minusNanos(System.nanoTime() - begun);
        yield left.isPositive()
            ? sender.send(request.with(given.credentials(), left))
            : unsent(TransportProblem.OAUTH_TOKEN_FAILED, begun);
      }
      case Proof.Missing(TransportProblem problem) -> unsent(problem, begun);
    };
  }

  private Proof prove(KeptWebhook webhook, OutgoingRequest request) {
    try {
      return authorizer.prove(webhook, request.body().bytes(), Instant.now());
    } catch (RuntimeException ours) {
      throw new NothingSentException(ours);
    }
  }

  private static AttemptReport unsent(TransportProblem problem, long begun) {
    int micros = Math.toIntExact((System.nanoTime() - begun) / 1_000);
    return new AttemptReport(
        problem.outcome(),
        problem.code(),
        null,
        null,
        new AttemptTimings(null, null, null, null, null, micros),
        null,
        null);
  }

  /** A failure of our own before anything left: the claim can be used again. */
  static final class NothingSentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NothingSentException(RuntimeException cause) {
      super("nothing was sent", cause);
    }
  }
}

package org.wardbell.activities.http;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.authentication.Authorizer;
import org.wardbell.activities.authentication.OAuthTokens;
import org.wardbell.activities.authentication.RequestCredentials;
import org.wardbell.activities.request.OutgoingRequest;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.delivery.TransportProblem;

/**
 * A sender that adds the credentials to a request. Finding them is part of the webhook's timeout.
 */
public final class AuthorizedSender {
  private static final int UNAUTHORIZED = 401;

  private static final Logger log = LoggerFactory.getLogger(AuthorizedSender.class);

  private final Authorizer authorizer;
  private final WebhookSender sender;

  AuthorizedSender(OAuthTokens tokens, WebhookSender sender) {
    this.authorizer = new Authorizer(tokens);
    this.sender = sender;
  }

  /**
   * Sends a request once, or not at all if there are no credentials.
   *
   * @throws NothingSentException after a failure of our own before anything left
   */
  public AttemptReport send(KeptWebhook webhook, OutgoingRequest request) {
    long begun = System.nanoTime();
    long deadline = begun + request.timeout().toNanos();
    return switch (prove(webhook, request, deadline)) {
      case RequestCredentials.Given given -> {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        yield left.isPositive()
            ? send(webhook, request.with(given.credentials(), left), given.tokenGeneration())
            : notSent(TransportProblem.OAUTH_TOKEN_FAILED, begun);
      }
      case RequestCredentials.Unavailable(TransportProblem problem) -> notSent(problem, begun);
    };
  }

  private AttemptReport send(
      KeptWebhook webhook, OutgoingRequest request, @Nullable Integer tokenGeneration) {
    AttemptReport report = sender.send(request);
    Integer status = report.httpStatus();
    if (tokenGeneration != null && status != null && status == UNAUTHORIZED) {
      reject(webhook, tokenGeneration);
    }
    return report;
  }

  /**
   * Rejects the token, or logs that it could not. The outcome matters more: without this the next
   * attempt gets another 401, and tries again.
   */
  private void reject(KeptWebhook webhook, int tokenGeneration) {
    try {
      authorizer.rejected(webhook, tokenGeneration);
    } catch (RuntimeException failure) {
      log.warn("token of webhook={} not rejected", webhook.id(), failure);
    }
  }

  private RequestCredentials prove(KeptWebhook webhook, OutgoingRequest request, long deadline) {
    try {
      return authorizer.prove(webhook, request.body().bytes(), Instant.now(), deadline);
    } catch (RuntimeException ours) {
      throw new NothingSentException(ours);
    }
  }

  private static AttemptReport notSent(TransportProblem problem, long begun) {
    return AttemptReport.notSent(problem, Math.toIntExact((System.nanoTime() - begun) / 1_000));
  }

  /** A failure of our own before anything left: the claim can be used again. */
  public static final class NothingSentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NothingSentException(RuntimeException cause) {
      super("nothing was sent", cause);
    }
  }
}

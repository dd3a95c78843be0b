package org.wardbell.activities.authentication;

import java.time.Duration;
import java.time.Instant;
import org.jooq.DSLContext;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.delivery.TransportProblem;
import org.wardbell.workflows.webhook.Authentication.Grant;
import org.wardbell.workflows.webhook.Authentication.OAuth2;

/**
 * The OAuth 2 tokens of webhooks. A token is shared by all workers through its row, and at any time
 * one of them at most asks the server for the next: the others use the old one while it lives, or
 * wait for the row.
 */
public final class OAuthTokens {
  /** Clocks differ, and a request may take a while. */
  private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(60);

  /** A token endpoint that needs longer would use up the webhook's own timeout. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

  /** The time from the end of the call to the commit of its result. */
  private static final Duration LEASE_MARGIN = Duration.ofSeconds(5);

  /** After a failure nobody asks again for this long, however many deliveries wait. */
  private static final Duration REST = Duration.ofSeconds(5);

  /**
   * Somebody else may write the row in between; twice in a row is unlikely, three times a fault.
   */
  private static final int CONNECT_TRIES = 3;

  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 500;

  /** A token, or why there is none. */
  sealed interface Result {
    record Token(String value, int generation) implements Result {}

    record None(TransportProblem problem) implements Result {}
  }

  private final TokenRows rows;
  private final TokenEndpoint endpoint;

  public OAuthTokens(DSLContext dsl, Encryption encryption, TokenTransport transport) {
    this.rows = new TokenRows(dsl, encryption);
    this.endpoint = new TokenEndpoint(transport);
  }

  /**
   * Returns a token that is valid now.
   *
   * @param deadline the moment of {@link System#nanoTime} at which waiting ends
   */
  Result token(KeptWebhook webhook, OAuth2 settings, long deadline) {
    String binding = rows.accessBinding(webhook, settings);
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      TokenRow row = rows.readOrMake(webhook);
      String usable = row.usable(binding);
      // Within its last minute a token still serves those who need not ask for the next one.
      if (usable != null && (!row.isDue() || row.isTaken())) {
        return new Result.Token(usable, row.generation());
      }
      String lastError = row.lastError();
      if (row.isTaken() && lastError != null) {
        return new Result.None(problem(lastError));
      }
      if (!row.isTaken()) {
        if (!canAsk(webhook, settings, row)) {
          return new Result.None(TransportProblem.OAUTH_NOT_CONNECTED);
        }
        Duration timeout = callTimeout(deadline);
        if (!timeout.isPositive()) {
          return new Result.None(TransportProblem.OAUTH_TOKEN_FAILED);
        }
        if (rows.take(webhook.id(), row.generation(), timeout.plus(LEASE_MARGIN))) {
          return renew(webhook, settings, row, timeout);
        }
      } else if (!sleep(pause, deadline)) {
        return new Result.None(TransportProblem.OAUTH_TOKEN_FAILED);
      }
      pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
    }
  }

  /** Marks a token as not accepted by the receiver. */
  void reject(KeptWebhook webhook, int generation) {
    rows.expire(webhook.id(), generation);
  }

  /**
   * Makes the first tokens of a code.
   *
   * @return empty, or why there are none
   */
  String connect(KeptWebhook webhook, CodeExchange exchange) {
    if (!(webhook.settings().authentication() instanceof OAuth2 settings)) {
      return "webhook_changed";
    }
    TokenReply reply =
        endpoint.exchange(
            webhook.settings(),
            settings,
            exchange.code(),
            exchange.verifier(),
            exchange.redirectUri(),
            LONGEST_CALL);
    return switch (reply) {
      case TokenReply.Failed failed -> {
        rows.note(webhook, failed);
        yield failed.code();
      }
      case TokenReply.Issued issued -> {
        boolean kept = false;
        for (int i = 0; i < CONNECT_TRIES && !kept; i++) {
          kept = keep(webhook, settings, rows.readOrMake(webhook), issued);
        }
        yield kept ? "" : "changed_meanwhile";
      }
    };
  }

  private boolean canAsk(KeptWebhook webhook, OAuth2 settings, TokenRow row) {
    return settings.grant() == Grant.CLIENT_CREDENTIALS
        || (row.token().refreshToken() != null
            && rows.refreshBinding(webhook, settings).equals(row.token().refreshBinding()));
  }

  private Result renew(KeptWebhook webhook, OAuth2 settings, TokenRow row, Duration timeout) {
    String refreshToken = row.token().refreshToken();
    TokenReply reply =
        settings.grant() == Grant.CLIENT_CREDENTIALS || refreshToken == null
            ? endpoint.clientCredentials(webhook.settings(), settings, timeout)
            : endpoint.refresh(webhook.settings(), settings, refreshToken, timeout);
    return switch (reply) {
      case TokenReply.Issued issued -> {
        keep(webhook, settings, row, issued);
        yield new Result.Token(issued.accessToken(), row.generation() + 1);
      }
      case TokenReply.Failed failed -> {
        rows.fail(webhook, row.generation(), failed, REST);
        String usable = row.usable(rows.accessBinding(webhook, settings));
        yield usable != null
            ? new Result.Token(usable, row.generation())
            : new Result.None(
                failed.refused()
                    ? TransportProblem.OAUTH_REFUSED
                    : TransportProblem.OAUTH_TOKEN_FAILED);
      }
    };
  }

  /**
   * Stores a new token. A server that sends no new refresh token goes on accepting the former one.
   */
  private boolean keep(
      KeptWebhook webhook, OAuth2 settings, TokenRow row, TokenReply.Issued issued) {
    boolean code = settings.grant() == Grant.AUTHORIZATION_CODE;
    String refreshToken =
        issued.refreshToken() == null ? row.token().refreshToken() : issued.refreshToken();
    Duration early =
        issued.life().dividedBy(2).compareTo(BEFORE_EXPIRY) < 0
            ? issued.life().dividedBy(2)
            : BEFORE_EXPIRY;
    Instant refreshAt = row.now().plus(issued.life()).minus(early);
    KeptToken token =
        new KeptToken(
            issued.accessToken(),
            rows.accessBinding(webhook, settings),
            refreshAt,
            code ? refreshToken : null,
            code ? rows.refreshBinding(webhook, settings) : null);
    return rows.store(webhook, row.generation(), token, issued.life());
  }

  private static TransportProblem problem(String lastError) {
    return TokenEndpoint.isRefusal(lastError)
        ? TransportProblem.OAUTH_REFUSED
        : TransportProblem.OAUTH_TOKEN_FAILED;
  }

  private static Duration callTimeout(long deadline) {
    Duration left = Duration.ofNanos(deadline - System.nanoTime());
    return left.compareTo(LONGEST_CALL) < 0 ? left : LONGEST_CALL;
  }

  private static boolean sleep(long millis, long deadline) {
    if (System.nanoTime() + Duration.ofMillis(millis).toNanos() - deadline > 0) {
      return false;
    }
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

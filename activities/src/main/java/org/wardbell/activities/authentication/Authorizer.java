package org.wardbell.activities.authentication;

import java.time.Instant;
import java.util.List;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.delivery.TransportProblem;
import org.wardbell.workflows.webhook.Authentication;

/**
 * The source of an attempt's credentials. It is asked again at each attempt, so that a change
 * counts at once.
 */
public final class Authorizer {
  private final OAuthTokens tokens;

  public Authorizer(OAuthTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Returns the credentials for one attempt, or the reason why there are none.
   *
   * @param body the bytes that will be sent; none for GET and DELETE
   * @param now when the attempt is made
   * @param deadline the moment of {@link System#nanoTime} at which the attempt's time ends
   */
  public RequestCredentials prove(KeptWebhook webhook, byte[] body, Instant now, long deadline) {
    return switch (webhook.settings().authentication()) {
      case Authentication.None _ -> given();
      case Authentication.ApiKey settings -> given(StaticCredentials.apiKey(settings));
      case Authentication.Basic settings -> given(StaticCredentials.basic(settings));
      case Authentication.Bearer settings -> given(StaticCredentials.bearer(settings));
      case Authentication.SignedJwt settings -> signed(settings, now);
      case Authentication.Hmac settings ->
          new RequestCredentials.Given(StaticCredentials.hmac(settings, body), null);
      case Authentication.OAuth2 settings ->
          switch (tokens.token(webhook, settings, deadline)) {
            case OAuthTokens.Result.Token(String value, int generation) ->
                new RequestCredentials.Given(
                    List.of(Credential.authorization("Bearer " + value)), generation);
            case OAuthTokens.Result.None(TransportProblem problem) ->
                new RequestCredentials.Unavailable(problem);
          };
    };
  }

  /**
   * Marks a token as rejected: the receiver answered 401 to it, so the next attempt needs a new
   * one.
   */
  public void rejected(KeptWebhook webhook, int tokenGeneration) {
    tokens.reject(webhook, tokenGeneration);
  }

  private static RequestCredentials given(Credential... credentials) {
    return new RequestCredentials.Given(List.of(credentials), null);
  }

  private static RequestCredentials signed(Authentication.SignedJwt settings, Instant now) {
    try {
      return given(SignedTokens.sign(settings, now));
    } catch (SignedTokens.UnusableKey unusable) {
      return new RequestCredentials.Unavailable(TransportProblem.CREDENTIALS_UNUSABLE);
    }
  }
}

package org.wardbell.activities.authentication;

import java.time.Instant;
import java.util.List;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.delivery.TransportProblem;
import org.wardbell.workflows.webhook.Authentication;

/**
 * Finds what an attempt must carry. Asked at each attempt anew, so that a change counts at once.
 */
public final class Authorizer {
  private final OAuthTokens tokens;

  public Authorizer(OAuthTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * What proves who we are.
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

  /** The receiver answered 401 to a token, so that a new one is needed before the next attempt. */
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

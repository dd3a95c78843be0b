package org.wardbell.activities.authentication;

import java.util.List;
import org.wardbell.activities.webhook.draft.Mask;
import org.wardbell.workflows.webhook.Authentication;
import org.wardbell.workflows.webhook.Authentication.Place;

/**
 * The credentials of a webhook as people may see them: in their real places, with dots for values.
 */
public final class MaskedCredentials {
  private MaskedCredentials() {}

  /**
   * Returns the credentials that {@link Authorizer} would add, masked; asks no server for a token.
   */
  public static List<Credential> of(Authentication authentication) {
    return switch (authentication) {
      case Authentication.None _ -> List.of();
      case Authentication.ApiKey it ->
          List.of(new Credential(it.place(), it.name(), Mask.of(it.key())));
      case Authentication.Basic _ -> List.of(Credential.authorization("Basic " + Mask.of("")));
      case Authentication.Bearer it ->
          List.of(Credential.authorization((it.prefix() + " " + Mask.of(it.token())).strip()));
      case Authentication.SignedJwt _, Authentication.OAuth2 _ ->
          List.of(Credential.authorization("Bearer " + Mask.of("")));
      case Authentication.Hmac it -> hmac(it.place(), it.name(), it.accessKey());
    };
  }

  private static List<Credential> hmac(Place place, String name, String accessKey) {
    return List.of(
        new Credential(place, StaticCredentials.accessKeyName(place), accessKey),
        new Credential(place, name, Mask.of("")));
  }
}

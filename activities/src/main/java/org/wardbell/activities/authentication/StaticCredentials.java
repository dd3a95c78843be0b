package org.wardbell.activities.authentication;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.wardbell.workflows.webhook.Authentication;
import org.wardbell.workflows.webhook.Authentication.Place;

/** Credentials that follow from a webhook's settings and the body alone. */
final class StaticCredentials {
  private StaticCredentials() {}

  static Credential apiKey(Authentication.ApiKey settings) {
    return new Credential(settings.place(), settings.name(), settings.key());
  }

  /** Returns the credential of RFC 7617 with the character set UTF-8. */
  static Credential basic(Authentication.Basic settings) {
    String pair = settings.username() + ":" + settings.password();
    return Credential.authorization(
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  static Credential bearer(Authentication.Bearer settings) {
    String prefix = settings.prefix();
    return Credential.authorization(
        prefix.isEmpty() ? settings.token() : prefix + " " + settings.token());
  }

  /** Returns the access key and, in lower-case hexadecimal, the HMAC of the body's bytes. */
  static List<Credential> hmac(Authentication.Hmac settings, byte[] body) {
    Place place = settings.place();
    return List.of(
        new Credential(place, accessKeyName(place), settings.accessKey()),
        new Credential(
            place,
            settings.name(),
            HexFormat.of().formatHex(mac("Hmac" + settings.algorithm(), settings.secret(), body))));
  }

  static String accessKeyName(Place place) {
    return place == Place.HEADER
        ? Authentication.Hmac.ACCESS_KEY_HEADER
        : Authentication.Hmac.ACCESS_KEY_PARAMETER;
  }

  private static byte[] mac(String algorithm, String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + algorithm, e);
    }
  }
}

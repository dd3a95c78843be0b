package org.wardbell.standalone.demo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.wardbell.simulator.receiver.ReceivedRequest;

/**
 * A receiver's check of a request before it believes it (Standard Webhooks 1.0), written as a
 * receiver would write it.
 */
final class SignatureCheck {
  private static final String SECRET_PREFIX = "whsec_";
  private static final String VERSION_PREFIX = "v1,";

  private SignatureCheck() {}

  /**
   * Returns whether one of the request's signatures was made with this secret over exactly these
   * bytes.
   */
  static boolean passes(String secret, ReceivedRequest request) {
    String head = request.header("webhook-id") + "." + request.header("webhook-timestamp") + ".";
    byte[] expected = hmac(secret, head, request.text());
    String signatures = request.header("webhook-signature");
    if (signatures == null) {
      return false;
    }
    for (String signature : signatures.split(" ", -1)) {
      if (signature.startsWith(VERSION_PREFIX)
          && MessageDigest.isEqual(
              expected, Base64.getDecoder().decode(signature.substring(VERSION_PREFIX.length())))) {
        return true;
      }
    }
    return false;
  }

  private static byte[] hmac(String secret, String head, String body) {
    try {
      byte[] key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
      return mac.doFinal((head + body).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256", e);
    }
  }
}

package org.wardbell.standalone.receive;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A receiver's check of a request before it believes it (Standard Webhooks 1.0), written as a
 * receiver would write it.
 */
public final class SignatureCheck {
  private static final String SECRET_PREFIX = "whsec_";
  private static final String VERSION_PREFIX = "v1,";

  private final byte[] key;

  private SignatureCheck(byte[] key) {
    this.key = key;
  }

  /**
   * Returns a check with this secret.
   *
   * @throws IllegalArgumentException with the reason in words, if it is none
   */
  public static SignatureCheck with(String secret) {
    if (!secret.startsWith(SECRET_PREFIX)) {
      throw new IllegalArgumentException(
          "a signing secret begins with whsec_; the answer to the webhook's creation has it");
    }
    try {
      return new SignatureCheck(
          Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length())));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("after whsec_ a signing secret is Base64", e);
    }
  }

  /**
   * Returns whether one of the request's signatures was made with the secret over exactly these
   * bytes.
   *
   * @param header the value of a header by its name, or null
   */
  public boolean passes(UnaryOperator<@Nullable String> header, byte[] body) {
    String signatures = header.apply("webhook-signature");
    if (signatures == null) {
      return false;
    }
    byte[] expected =
        hmac(header.apply("webhook-id") + "." + header.apply("webhook-timestamp") + ".", body);
    for (String signature : signatures.split(" ", -1)) {
      if (signature.startsWith(VERSION_PREFIX)
          && MessageDigest.isEqual(
              expected, decoded(signature.substring(VERSION_PREFIX.length())))) {
        return true;
      }
    }
    return false;
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private byte[] hmac(String head, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
      mac.update(head.getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256", e);
    }
  }
}

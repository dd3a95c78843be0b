package org.wardbell.activities.delivery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.wardbell.activities.webhook.SigningSecret;

/**
 * Signs requests as Standard Webhooks 1.0 says: {@code v1,} and the base64 of HMAC-SHA-256 over
 * {@code id.timestamp.body}. While a rotated secret still lives, both signatures are sent,
 * separated by a space, so that a receiver may check with either.
 */
public final class Signatures {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String SECRET_PREFIX = "whsec_";

  /** Within the 24-64 bytes of the specification; as long as the digest. */
  private static final int SECRET_BYTES = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private Signatures() {}

  /** A new secret: {@code whsec_} and the base64 of 32 random bytes. */
  public static String newSecret() {
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    return SECRET_PREFIX + Base64.getEncoder().encodeToString(secret);
  }

  /**
   * The value of the header {@code webhook-signature}.
   *
   * @param secrets a webhook's secrets, newest first; retired ones are left out
   * @param id the header {@code webhook-id}
   * @param now the moment of the attempt; its seconds are the header {@code webhook-timestamp}
   * @throws IllegalArgumentException if a secret is not base64, or none is alive
   */
  public static String sign(List<SigningSecret> secrets, String id, Instant now, byte[] body) {
    byte[] head = (id + "." + now.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
    StringBuilder signatures = new StringBuilder(48);
    for (SigningSecret secret : secrets) {
      Instant retiresAt = secret.retiresAt();
      if (retiresAt == null || now.isBefore(retiresAt)) {
        signatures.append(signatures.isEmpty() ? "v1," : " v1,").append(sign(secret, head, body));
      }
    }
    if (signatures.isEmpty()) {
      throw new IllegalArgumentException("a webhook always has a signing secret that is alive");
    }
    return signatures.toString();
  }

  private static String sign(SigningSecret secret, byte[] head, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key(secret.value()), ALGORITHM));
      mac.update(head);
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, e);
    }
  }

  private static byte[] key(String secret) {
    String base64 =
        secret.startsWith(SECRET_PREFIX) ? secret.substring(SECRET_PREFIX.length()) : secret;
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // The cause's text quotes a character of the secret.
      throw new IllegalArgumentException("a signing secret is not base64");
    }
  }
}

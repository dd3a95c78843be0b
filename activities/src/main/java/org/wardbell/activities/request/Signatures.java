package org.wardbell.activities.request;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.wardbell.activities.webhook.SigningSecret;

/**
 * The signatures of requests by Standard Webhooks 1.0, over {@code id.timestamp.body}: {@code v1,}
 * and the base64 of HMAC-SHA-256, and for webhooks that want it {@code v1a,} and the base64 of
 * Ed25519. While a rotated secret still lives, its signatures are sent too, separated by a space,
 * so that a receiver may check with either.
 */
final class Signatures {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String ED25519 = "Ed25519";
  private static final int SEED_BYTES = 32;

  private Signatures() {}

  /**
   * Returns the value of the header {@code webhook-signature}.
   *
   * @param secrets a webhook's secrets, newest first; retired ones are left out
   * @param id the header {@code webhook-id}
   * @param now the moment of the attempt; its seconds are the header {@code webhook-timestamp}
   * @throws IllegalArgumentException if a secret is not base64, or none is alive
   */
  public static String sign(List<SigningSecret> secrets, String id, Instant now, byte[] body) {
    byte[] head = (id + "." + now.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
    StringJoiner signatures = new StringJoiner(" ");
    for (SigningSecret secret : secrets) {
      if (secret.isAliveAt(now)) {
        byte[] key = secret.bytes();
        boolean isPrivate = secret.isPrivate();
        byte[] signature = isPrivate ? ed25519(key, head, body) : hmac(key, head, body);
        signatures.add(
            (isPrivate ? "v1a," : "v1,") + Base64.getEncoder().encodeToString(signature));
      }
    }
    if (signatures.length() == 0) {
      throw new IllegalArgumentException("a webhook always has a signing secret that is alive");
    }
    return signatures.toString();
  }

  private static byte[] hmac(byte[] key, byte[] head, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(head);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, e);
    }
  }

  private static byte[] ed25519(byte[] key, byte[] head, byte[] body) {
    try {
      byte[] seed = Arrays.copyOf(key, SEED_BYTES);
      Signature signature = Signature.getInstance(ED25519);
      signature.initSign(
          KeyFactory.getInstance(ED25519)
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
      signature.update(head);
      signature.update(body);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ED25519, e);
    }
  }
}

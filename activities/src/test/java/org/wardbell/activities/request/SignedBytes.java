package org.wardbell.activities.request;

import java.time.Instant;
import java.util.List;
import org.wardbell.activities.webhook.SigningSecret;

/** Bytes that are signed as a request is, for tests of other packages. */
public final class SignedBytes {
  private SignedBytes() {}

  /** Returns the value of the header {@code webhook-signature}. */
  public static String signature(List<SigningSecret> secrets, String id, Instant now, byte[] body) {
    return Signatures.sign(secrets, id, now, body);
  }
}

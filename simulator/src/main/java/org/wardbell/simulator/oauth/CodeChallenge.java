package org.wardbell.simulator.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The code challenge of a verifier, by the method S256 (RFC 7636, section 4.2). */
public final class CodeChallenge {
  private CodeChallenge() {}

  /** Returns the challenge that a client sends first, of the verifier that it sends later. */
  public static String of(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}

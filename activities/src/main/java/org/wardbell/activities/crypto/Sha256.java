package org.wardbell.activities.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The SHA-256 (FIPS 180-4) of random texts, by which they are found without being kept. 256 random
 * bits cannot be guessed and need no slow hash; what a person chose does.
 */
public final class Sha256 {
  private Sha256() {}

  /** Returns the 32 bytes of a text's UTF-8. */
  public static byte[] of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the 32 bytes of these bytes. */
  public static byte[] of(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

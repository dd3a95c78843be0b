package org.wardbell.activities.clinic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** The text of API keys: how they are made and how they are recognised. */
public final class ApiKeys {
  /** The prefix by which a secret scanner, or a person, recognises a key. */
  public static final String PREFIX = "wb_";

  /** 256 bits cannot be guessed, so a plain SHA-256 suffices and no slow hash is needed. */
  private static final int RANDOM_BYTES = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private ApiKeys() {}

  /**
   * Returns a new key: {@code wb_} and 43 URL-safe characters. Shown once, kept only as its hash.
   */
  public static String make() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Returns the stored form of a key, by which it is found: 32 bytes of SHA-256 over the key's
   * UTF-8.
   */
  public static byte[] hash(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

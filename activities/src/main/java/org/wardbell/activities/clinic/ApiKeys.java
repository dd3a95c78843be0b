package org.wardbell.activities.clinic;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.zip.CRC32;
import org.wardbell.activities.crypto.Sha256;

/** The text of API keys: how they are made and how they are recognised. */
public final class ApiKeys {
  /** The prefix by which a secret scanner, or a person, recognises a key. */
  public static final String PREFIX = "wb_";

  /** 256 bits cannot be guessed, so a plain SHA-256 suffices and no slow hash is needed. */
  private static final int RANDOM_BYTES = 32;

  /** Keys of the first versions end here. */
  private static final int LENGTH_WITHOUT_CHECKSUM = 46;

  private static final int CHECKSUM_LENGTH = 6;

  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
  private static final SecureRandom RANDOM = new SecureRandom();

  private ApiKeys() {}

  /**
   * Returns a new key: {@code wb_}, 43 random URL-safe characters, and a checksum in 6. Shown once,
   * kept only as its hash.
   */
  public static String make() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    String text = PREFIX + TEXT.encodeToString(bytes);
    return text + checksum(text);
  }

  /**
   * Returns whether a key of this text could exist, without asking anybody: a scanner's garbage and
   * a key that was copied badly do not. What does not begin like one of ours may be a key that the
   * operator chose.
   */
  public static boolean mayExist(String key) {
    if (!key.startsWith(PREFIX) || key.length() == LENGTH_WITHOUT_CHECKSUM) {
      return true;
    }
    return key.length() == LENGTH_WITHOUT_CHECKSUM + CHECKSUM_LENGTH
        && key.endsWith(checksum(key.substring(0, LENGTH_WITHOUT_CHECKSUM)));
  }

  /** Returns the CRC-32 of a text, in the same characters as the rest of the key. */
  private static String checksum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return TEXT.encodeToString(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }

  /**
   * Returns the stored form of a key, by which it is found: 32 bytes of SHA-256 over the key's
   * UTF-8.
   */
  public static byte[] hash(String key) {
    return Sha256.of(key);
  }
}

package org.wardbell.api.change;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The fingerprints that stand for revisions where no row counts them. */
public final class Revisions {
  /** 96 bits: nobody gains anything by a collision, and none happens by chance. */
  private static final int BYTES = 12;

  private Revisions() {}

  /** Returns the revision of something with these values, in their order. */
  public static String of(@Nullable Object... values) {
    MessageDigest digest = sha256();
    for (Object value : values) {
      byte[] bytes = String.valueOf(value).getBytes(StandardCharsets.UTF_8);
      // Nothing and the word null differ, and so do two values and one that joins them.
      int length = value == null ? -1 : bytes.length;
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
      digest.update(bytes);
    }
    return shown(digest.digest());
  }

  /** Returns the fingerprint of bytes. */
  static String ofBytes(byte[] bytes) {
    return shown(sha256().digest(bytes));
  }

  private static String shown(byte[] hash) {
    return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

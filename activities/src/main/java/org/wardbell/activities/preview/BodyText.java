package org.wardbell.activities.preview;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Bytes as a person can look at them: text if they are UTF-8, else base64. */
final class BodyText {
  private BodyText() {}

  /** Returns the text, or null if the bytes are not UTF-8. */
  public static @Nullable String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException notText) {
      return null;
    }
  }

  /** Returns the base64 of bytes that are not text, or null. */
  public static @Nullable String base64(byte[] body) {
    return text(body) == null ? Base64.getEncoder().encodeToString(body) : null;
  }
}

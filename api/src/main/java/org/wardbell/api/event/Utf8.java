package org.wardbell.api.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * The check that text is UTF-8, as it is between systems (RFC 8259, section 8.1): text that we keep
 * as bytes must be readable.
 */
final class Utf8 {
  private Utf8() {}

  /**
   * Ends the request with 400 unless these bytes are well-formed UTF-8 without a byte order mark.
   */
  static void require(byte[] body) {
    if (isAscii(body)) {
      return;
    }
    for (byte b : body) {
      // No JSON has a zero byte, but UTF-16 and UTF-32 do, and are well-formed UTF-8 with it.
      if (b == 0) {
        throw refused();
      }
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
    } catch (CharacterCodingException notUtf8) {
      throw refused();
    }
    if (body[0] == (byte) 0xEF) {
      // Parsers differ on it, and the bytes of data are passed on as they are.
      throw refused();
    }
  }

  private static boolean isAscii(byte[] body) {
    for (byte b : body) {
      if (b <= 0) {
        return false;
      }
    }
    return true;
  }

  private static ProblemException refused() {
    return ProblemException.of(
        ProblemKind.MALFORMED,
        "The body is not UTF-8, or begins with a byte order mark. Send plain UTF-8.");
  }
}

package org.wardbell.activities.template;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of all characters but the unreserved ones. */
public final class PercentEncoding {
  /** RFC 3986, section 2.3. */
  private static final String UNRESERVED_MARKS = "-._~";

  /** WHATWG URL, section 5.2; some receivers do not decode a tilde that came as it is. */
  private static final String FORM_MARKS = "-._*";

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private PercentEncoding() {}

  /** Appends any text so that it is one part of a URL. */
  public static void append(StringBuilder out, String text) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      appendByte(out, (char) (b & 0xFF), UNRESERVED_MARKS);
    }
  }

  /** Appends any text so that it is one name or value of a form. */
  public static void appendForm(StringBuilder out, String text) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b == ' ') {
        out.append('+');
      } else {
        appendByte(out, (char) (b & 0xFF), FORM_MARKS);
      }
    }
  }

  private static void appendByte(StringBuilder out, char c, String marks) {
    if (isPlain(c, marks)) {
      out.append(c);
    } else {
      out.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
    }
  }

  private static boolean isPlain(char c, String marks) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || marks.indexOf(c) >= 0;
  }
}

package org.wardbell.activities.template;

/** Strings written as JSON (RFC 8259, section 7). */
public final class JsonText {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private JsonText() {}

  /** Appends a string with its quotes. */
  public static void appendQuoted(StringBuilder out, String text) {
    out.append('"');
    appendEscaped(out, text);
    out.append('"');
  }

  /** Appends a text as it stands between the quotes. */
  static void appendEscaped(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> appendOther(out, text, i, c);
      }
    }
  }

  private static void appendOther(StringBuilder out, String text, int i, char c) {
    if (c < 0x20 || (Character.isSurrogate(c) && isAlone(text, i))) {
      // Half a surrogate pair has no UTF-8 form, but JSON can spell it.
      out.append("\\u")
          .append(HEX[c >> 12])
          .append(HEX[(c >> 8) & 15])
          .append(HEX[(c >> 4) & 15])
          .append(HEX[c & 15]);
    } else {
      out.append(c);
    }
  }

  private static boolean isAlone(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
        : i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
  }
}

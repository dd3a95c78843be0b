package org.wardbell.activities.template;

/**
 * Text written as XML 1.0. Characters that XML cannot carry in any spelling (control characters,
 * half a surrogate pair) become U+FFFD: one odd character in a name must not cost the delivery.
 */
final class XmlText {
  private static final char REPLACEMENT = '\uFFFD';

  private XmlText() {}

  /** Appends a text as it stands between tags. */
  static void appendText(StringBuilder out, String text) {
    append(out, text, false);
    if (text.endsWith("]")) {
      // Two of them, from whatever values, and a > of the template would be CDATA's end.
      out.setLength(out.length() - 1);
      out.append("&#93;");
    }
  }

  /** Appends a text as it stands between the quotes of an attribute, single or double. */
  static void appendAttribute(StringBuilder out, String text) {
    append(out, text, true);
  }

  private static void append(StringBuilder out, String text, boolean attribute) {
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      switch (point) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append(attribute ? "&#34;" : "\"");
        case '\'' -> out.append(attribute ? "&#39;" : "'");
        // A parser would make other white space of these.
        case '\r' -> out.append("&#13;");
        case '\n' -> out.append(attribute ? "&#10;" : "\n");
        case '\t' -> out.append(attribute ? "&#9;" : "\t");
        default -> out.appendCodePoint(isCharacter(point) ? point : REPLACEMENT);
      }
    }
  }

  /**
   * Returns whether XML 1.0, section 2.2 allows a character; line breaks and tabs are looked at
   * before.
   */
  private static boolean isCharacter(int point) {
    return (point >= 0x20 && point <= 0xD7FF)
        || (point >= 0xE000 && point <= 0xFFFD)
        || point >= 0x10000;
  }
}

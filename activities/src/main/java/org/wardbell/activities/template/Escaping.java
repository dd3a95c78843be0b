package org.wardbell.activities.template;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A way of writing a value, chosen by the place where it lands. */
enum Escaping {
  /** Between the quotes of a JSON string. */
  JSON_STRING {
    @Override
    void append(StringBuilder out, @Nullable JsonNode value) {
      JsonText.appendEscaped(out, Values.text(value));
    }
  },
  /** The place of a JSON value: numbers, booleans, null and objects stay as they are. */
  JSON_VALUE {
    @Override
    void append(StringBuilder out, @Nullable JsonNode value) {
      Values.appendJson(out, value);
    }
  },
  /** A part of a URL's path, in which it cannot begin another. */
  URL_PATH {
    @Override
    void append(StringBuilder out, @Nullable JsonNode value) {
      PercentEncoding.append(out, Values.text(value));
    }
  },
  /** A part of a URL's query. */
  URL_QUERY {
    @Override
    void append(StringBuilder out, @Nullable JsonNode value) {
      PercentEncoding.append(out, Values.text(value));
    }
  },
  /** A name or value of {@code application/x-www-form-urlencoded} (WHATWG URL, section 5.2). */
  FORM_VALUE {
    @Override
    void append(StringBuilder out, @Nullable JsonNode value) {
      PercentEncoding.appendForm(out, Values.text(value));
    }
  },
  /** Between the tags of an XML element. */
  XML_TEXT {
    @Override
    void append(StringBuilder out, @Nullable JsonNode value) {
      XmlText.appendText(out, Values.text(value));
    }
  },
  /** Between the quotes of an XML attribute. */
  XML_ATTRIBUTE {
    @Override
    void append(StringBuilder out, @Nullable JsonNode value) {
      XmlText.appendAttribute(out, Values.text(value));
    }
  },
  /** Plain text, in which no character is special. */
  TEXT {
    @Override
    void append(StringBuilder out, @Nullable JsonNode value) {
      out.append(Values.text(value));
    }
  },
  /**
   * A header's value (RFC 9110, section 5.5): control characters would end it, so they are refused.
   */
  HEADER {
    @Override
    void append(StringBuilder out, @Nullable JsonNode value) {
      String text = Values.text(value);
      for (int i = 0; i < text.length(); i++) {
        if (Character.isISOControl(text.charAt(i))) {
          throw new UnrenderableException("a header's value contains a control character");
        }
      }
      out.append(text);
    }
  };

  /** Writes a value; null is a variable that has none. */
  abstract void append(StringBuilder out, @Nullable JsonNode value);

  /** Returns whether it percent-encodes by itself. */
  boolean isUrl() {
    return this == URL_PATH || this == URL_QUERY || this == FORM_VALUE;
  }
}

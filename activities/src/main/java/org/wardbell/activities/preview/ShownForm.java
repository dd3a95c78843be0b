package org.wardbell.activities.preview;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wardbell.activities.webhook.draft.Mask;
import org.wardbell.workflows.webhook.Payload;

/**
 * A form as it may be seen: the values of some of its fields are masks. Query strings and bodies
 * are written the same way (WHATWG URL, section 5.2); a form with files has a part for each field
 * (RFC 7578).
 */
final class ShownForm {
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
  private static final Pattern NAME = Pattern.compile("\\bname=\"([^\"]*)\"");
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final String END_OF_LINE = "\r\n";

  private ShownForm() {}

  /** The way in which the value of a secret field is shown. */
  @FunctionalInterface
  interface Cover {
    /** Returns what stands for a value. */
    String of(String name, String value);
  }

  /** Returns a body with masks for the values of secret fields. */
  static String body(String text, String contentType, Predicate<String> secret) {
    return body(text, contentType, secret, (_, value) -> Mask.of(value));
  }

  /**
   * Returns a body with the values of secret fields covered, or the very text if it is no form.
   *
   * @param secret whether the field of a name is to be hidden
   */
  static String body(String text, String contentType, Predicate<String> secret, Cover cover) {
    if (contentType.startsWith(Payload.URLENCODED)) {
      return String.join("&", fields(text, secret, cover));
    }
    Matcher boundary = BOUNDARY.matcher(contentType);
    return contentType.startsWith(Payload.MULTIPART) && boundary.find()
        ? parts(text, "--" + boundary.group(1), secret, cover)
        : text;
  }

  /** Returns the fields of a query or form, in their order, with masks for secret values. */
  static List<String> fields(String encoded, Predicate<String> secret) {
    return fields(encoded, secret, (_, value) -> Mask.of(value));
  }

  /** Returns the fields of a query or form, in their order, with secret values covered. */
  static List<String> fields(String encoded, Predicate<String> secret, Cover cover) {
    List<String> fields = new ArrayList<>();
    for (String field : encoded.split("&", -1)) {
      int equals = field.indexOf('=');
      fields.add(
          equals >= 0 && secret.test(decoded(field.substring(0, equals)))
              ? field.substring(0, equals + 1)
                  + cover.of(
                      decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)))
              : field);
    }
    return fields;
  }

  private static String parts(
      String text, String delimiter, Predicate<String> secret, Cover cover) {
    List<String> parts = new ArrayList<>();
    for (String part : text.split(Pattern.quote(delimiter), -1)) {
      int head = part.indexOf(END_OF_HEAD);
      Matcher name = NAME.matcher(head < 0 ? "" : part.substring(0, head));
      if (name.find() && secret.test(name.group(1)) && part.endsWith(END_OF_LINE)) {
        int begin = head + END_OF_HEAD.length();
        int end = Math.max(begin, part.length() - END_OF_LINE.length());
        parts.add(
            part.substring(0, begin)
                + cover.of(name.group(1), part.substring(begin, end))
                + END_OF_LINE);
      } else {
        parts.add(part);
      }
    }
    return String.join(delimiter, parts);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }
}

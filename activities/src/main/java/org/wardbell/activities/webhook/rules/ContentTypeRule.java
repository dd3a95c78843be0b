package org.wardbell.activities.webhook.rules;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.payload.BodyLanguage;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.PayloadFormat;

/** The rule for a format's content type. All formats are sent in UTF-8. */
final class ContentTypeRule {
  /** The width of its column. */
  private static final int MAXIMUM_CHARACTERS = 120;

  private static final String FIELD = "content_type";
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

  /** RFC 9110, section 8.3.1. */
  private static final Pattern MEDIA_TYPE =
      Pattern.compile(
          TOKEN + "/" + TOKEN + "(?: *; *" + TOKEN + "=(?:" + TOKEN + "|\"[ !#-\\[\\]-~]*\"))*");

  private static final Pattern CHARSET =
      Pattern.compile("(?i); *charset=\"?(?<charset>[^ ;\"]*)\"?");

  private ContentTypeRule() {}

  static String check(@Nullable String given, PayloadFormat format, Problems problems) {
    if (given == null) {
      return usual(format);
    }
    String type = given.strip();
    if (type.length() > MAXIMUM_CHARACTERS || !MEDIA_TYPE.matcher(type).matches()) {
      problems.add(
          FIELD,
          "This is not a content type.",
          "Write it like application/json or text/plain; charset=utf-8.");
      return type;
    }
    Matcher charset = CHARSET.matcher(type);
    if (charset.find() && !charset.group("charset").equalsIgnoreCase("utf-8")) {
      problems.add(
          FIELD,
          "What is sent is UTF-8, not another charset.",
          "Remove the charset, or say utf-8.");
    }
    checkFormat(type, format, problems);
    return type;
  }

  private static String usual(PayloadFormat format) {
    return switch (format) {
      case STANDARD, CLOUDEVENTS_BINARY, TEMPLATE, TRANSFORM -> Payload.JSON;
      case CLOUDEVENTS -> Payload.CLOUDEVENTS;
      case FHIR -> Payload.FHIR;
      case FORM -> Payload.URLENCODED;
    };
  }

  private static void checkFormat(String type, PayloadFormat format, Problems problems) {
    String bare = type.replaceFirst(" *;.*", "").toLowerCase(Locale.ROOT);
    switch (format) {
      case STANDARD, CLOUDEVENTS_BINARY, TRANSFORM -> {
        if (BodyLanguage.of(type) != BodyLanguage.JSON) {
          problems.add(
              FIELD,
              "What this webhook sends is JSON, and " + bare + " is something else.",
              "Use application/json or a type that ends in +json, or write a body template.");
        }
      }
      case TEMPLATE -> {
        if (bare.startsWith("multipart/")) {
          problems.add(
              FIELD,
              "A body template cannot have several parts.",
              "Name the fields in form instead.");
        }
      }
      case FORM -> {
        if (!type.equalsIgnoreCase(Payload.MULTIPART) && !bare.equals(Payload.URLENCODED)) {
          problems.add(
              FIELD,
              "A form is sent in one of two content types, and this is neither.",
              "Use " + Payload.URLENCODED + " or " + Payload.MULTIPART + " (without a boundary).");
        }
      }
      case CLOUDEVENTS, FHIR -> {
        if (!bare.equals(usual(format))) {
          problems.add(
              FIELD,
              "This format has a content type of its own.",
              "Leave it out, or write " + usual(format) + ".");
        }
      }
    }
  }
}

package org.wardbell.activities.calendar.style;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.template.TemplateTarget;
import org.wardbell.workflows.appointment.TextField;

/** The fields of an event that are templates, with their limits in characters. */
enum StyleTemplate {
  /** A limit of ours: nobody reads more in a calendar. */
  TITLE(TextField.TITLE, TemplateTarget.TEXT, 250),
  /**
   * Google names no limit in its reference; 8,192 is what others measured (Nylas, "Event
   * Description Limits in Google Calendar").
   */
  DESCRIPTION(TextField.DESCRIPTION, TemplateTarget.XML_BODY, 8_192),
  /** A limit of ours. */
  LOCATION(TextField.LOCATION, TemplateTarget.TEXT, 1_000);

  /** White space and controls, with the line ends of Unicode. */
  private static final Pattern LINES = Pattern.compile("[\\s\\p{Cntrl}\\x85\\u2028\\u2029]+");

  /** Unicode's explicit directions (UAX #9, section 2). */
  private static final int FIRST_EMBEDDING = 0x202A;

  private static final int LAST_EMBEDDING = 0x202E;
  private static final int FIRST_ISOLATE = 0x2066;
  private static final int LAST_ISOLATE = 0x2069;

  private final TextField place;
  private final TemplateTarget target;
  private final int most;

  StyleTemplate(TextField place, TemplateTarget target, int most) {
    this.place = place;
    this.target = target;
    this.most = most;
  }

  TextField place() {
    return place;
  }

  TemplateTarget target() {
    return target;
  }

  int most() {
    return most;
  }

  /** Returns the name in the API. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Nullable String of(EventStyle style) {
    return switch (this) {
      case TITLE -> style.title();
      case DESCRIPTION -> style.description();
      case LOCATION -> style.location();
    };
  }

  /** Brings a rendered text into the form that Google keeps, which is not longer than the limit. */
  String fitted(String text) {
    String whole = (this == DESCRIPTION ? plain(text) : oneLine(text)).strip();
    if (whole.codePointCount(0, whole.length()) <= most) {
      return whole;
    }
    String cut = whole.substring(0, whole.offsetByCodePoints(0, most - 1));
    return (this == DESCRIPTION ? withoutHalf(cut) : cut).strip() + "…";
  }

  private static String oneLine(String text) {
    return String.join(
        " ",
        Arrays.stream(LINES.split(text))
            .map(StyleTemplate::plain)
            .filter(w -> !w.isEmpty())
            .toList());
  }

  /**
   * Leaves out what is no text: half characters, which come back as another one and would pass for
   * the doctor's, and controls. Among them are those that turn the direction of all that follows,
   * so that a name could make a title say something else; letters have a direction of their own.
   */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().filter(StyleTemplate::isText).forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static boolean isText(int character) {
    boolean turns =
        (character >= FIRST_EMBEDDING && character <= LAST_EMBEDDING)
            || (character >= FIRST_ISOLATE && character <= LAST_ISOLATE);
    return switch (Character.getType(character)) {
      case Character.SURROGATE -> false;
      case Character.CONTROL -> character == '\n' || character == '\t';
      default -> !turns;
    };
  }

  /** Takes off a tag or an entity that the cut went through. */
  private static String withoutHalf(String html) {
    int tag = html.lastIndexOf('<');
    String tags = tag > html.lastIndexOf('>') ? html.substring(0, tag) : html;
    int entity = tags.lastIndexOf('&');
    return entity > tags.lastIndexOf(';') ? tags.substring(0, entity) : tags;
  }
}

package org.wardbell.activities.calendar.style;

import java.util.Arrays;
import java.util.Locale;
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
    String whole = this == DESCRIPTION ? text.strip() : oneLine(text);
    if (whole.codePointCount(0, whole.length()) <= most) {
      return whole;
    }
    String cut = whole.substring(0, whole.offsetByCodePoints(0, most - 1));
    return (this == DESCRIPTION ? withoutHalf(cut) : cut).strip() + "…";
  }

  private static String oneLine(String text) {
    return String.join(
        " ", Arrays.stream(text.split("[\\s\\p{Cntrl}]+")).filter(w -> !w.isEmpty()).toList());
  }

  /** Takes off a tag or an entity that the cut went through. */
  private static String withoutHalf(String html) {
    int tag = html.lastIndexOf('<');
    String tags = tag > html.lastIndexOf('>') ? html.substring(0, tag) : html;
    int entity = tags.lastIndexOf('&');
    return entity > tags.lastIndexOf(';') ? tags.substring(0, entity) : tags;
  }
}

package org.wardbell.activities.payload;

import java.util.Locale;
import org.wardbell.activities.template.TemplateTarget;

/** The language that a body template is written in, as its content type says. */
public enum BodyLanguage {
  JSON(TemplateTarget.JSON_BODY),
  XML(TemplateTarget.XML_BODY),
  /** Escaped as XML is, but not parsed: HTML may leave tags open. */
  HTML(TemplateTarget.XML_BODY),
  FORM(TemplateTarget.FORM_BODY),
  /** Everything else: values are written as they are. */
  TEXT(TemplateTarget.TEXT);

  private final TemplateTarget target;

  BodyLanguage(TemplateTarget target) {
    this.target = target;
  }

  /** Returns the target for which a template in this language is parsed. */
  public TemplateTarget target() {
    return target;
  }

  /**
   * Returns the language of a content type, such as {@code application/vnd.api+json;
   * charset=utf-8}.
   */
  public static BodyLanguage of(String contentType) {
    int end = contentType.indexOf(';');
    String type =
        (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    return switch (type) {
      case "application/json", "text/json" -> JSON;
      case "application/xml", "text/xml" -> XML;
      case "text/html" -> HTML;
      case "application/x-www-form-urlencoded" -> FORM;
      default -> {
        if (type.endsWith("+json")) {
          yield JSON;
        }
        yield type.endsWith("+xml") ? XML : TEXT;
      }
    };
  }
}

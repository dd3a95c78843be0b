package org.wardbell.activities.template;

import java.util.ArrayList;
import java.util.List;

/**
 * A text with variables, parsed: {@code {{name}}}, {@code {{patient.address.city}}}, {@code {{name
 * | upper | default:"x"}}}. Immutable. A value is escaped for the place it lands in, so that it can
 * never become more than a value.
 */
public final class Template {
  /**
   * A variable in its place.
   *
   * @param position of its braces in the template's source, from 0
   * @param path its name, cut at the dots
   */
  public record Use(int position, List<String> path) {}

  private sealed interface Part {
    /** Text that is the same for every event. */
    record Fixed(String text) implements Part {}

    /** A placeholder and the place it lands in. */
    record Placed(Placeholder placeholder, Escaping escaping) implements Part {}
  }

  private final List<Part> parts;
  private final List<Use> uses;

  private Template(List<Part> parts, List<Use> uses) {
    this.parts = List.copyOf(parts);
    this.uses = List.copyOf(uses);
  }

  /**
   * Parses a template.
   *
   * @throws TemplateSyntaxException if it has a mistake
   */
  public static Template parse(String source, TemplateTarget target) {
    Landing landing = target.landing();
    List<Part> parts = new ArrayList<>();
    List<Use> uses = new ArrayList<>();
    for (Piece piece : TemplateParser.parse(source)) {
      switch (piece) {
        case Piece.Text text -> {
          landing.pass(text);
          parts.add(new Part.Fixed(fixed(text.text(), target)));
        }
        case Placeholder placeholder -> {
          parts.add(placed(placeholder, landing.land(placeholder)));
          uses.add(new Use(placeholder.position(), placeholder.path()));
        }
      }
    }
    return new Template(parts, uses);
  }

  private static String fixed(String text, TemplateTarget target) {
    if (target != TemplateTarget.QUERY_VALUE) {
      return text;
    }
    StringBuilder encoded = new StringBuilder();
    PercentEncoding.append(encoded, text);
    return encoded.toString();
  }

  private static Part placed(Placeholder placeholder, Escaping escaping) {
    Placeholder plain =
        escaping.isUrl() ? placeholder.without(new Filter.UrlEncode()) : placeholder;
    return switch (escaping) {
      case JSON_VALUE -> new Part.Placed(plain.without(new Filter.Json()), escaping);
      case XML_TEXT, XML_ATTRIBUTE -> new Part.Placed(plain.without(new Filter.Html()), escaping);
      default -> new Part.Placed(plain, escaping);
    };
  }

  /** Returns whether it renders to the same text for every event. */
  public boolean isFixed() {
    return uses.isEmpty();
  }

  /** Returns each variable it uses, in the order of their places. */
  public List<Use> uses() {
    return uses;
  }

  /**
   * Returns the text for these variables.
   *
   * @throws UnrenderableException if a value cannot stand where it would land, or the text would
   *     grow beyond the limit
   */
  public String render(Variables variables, int maximumCharacters) {
    StringBuilder out = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Fixed(String text) -> out.append(text);
        case Part.Placed(Placeholder placeholder, Escaping escaping) ->
            escaping.append(out, placeholder.value(variables));
      }
      if (out.length() > maximumCharacters) {
        throw new UnrenderableException("more than " + maximumCharacters + " characters");
      }
    }
    return out.toString();
  }
}

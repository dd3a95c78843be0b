package org.wardbell.activities.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A text with variables, parsed: {@code {{name}}}, {@code {{patient.address.city}}}, {@code {{name
 * | upper | default:"x"}}}, {@code {{#if name}}…{{else}}…{{/if}}}, {@code {{#each
 * items}}…{{/each}}}. Immutable. A value is escaped for the place it lands in, so that it can never
 * become more than a value.
 */
public final class Template {
  /** The name of a loop's element. */
  public static final String ELEMENT = "this";

  /**
   * A variable in its place.
   *
   * @param position of its braces in the template's source, from 0
   * @param path its name, cut at the dots
   * @param lists those whose elements may have this name, the paths of the loops around it
   */
  public record Use(int position, List<String> path, List<List<String>> lists) {}

  private final List<Part> parts;
  private final List<Use> uses;

  private Template(List<Part> parts, List<Use> uses) {
    this.parts = parts;
    this.uses = List.copyOf(uses);
  }

  /**
   * Parses a template.
   *
   * @throws TemplateSyntaxException if it has a mistake
   */
  public static Template parse(String source, TemplateTarget target) {
    Landing landing = target.landing();
    List<Use> uses = new ArrayList<>();
    List<Part> parts = parts(TemplateParser.parse(source), target, landing, List.of(), uses);
    landing.finish(source.length());
    return new Template(parts, uses);
  }

  /**
   * Returns a source in which every placeholder ends with a filter, those that had it as they were.
   *
   * @param filter one without arguments
   * @throws TemplateSyntaxException if the source has a mistake
   */
  public static String withFilter(String source, String filter) {
    Filter wanted = FilterParser.filter(0, filter, List.of());
    StringBuilder changed = new StringBuilder(source);
    for (Piece each : flat(TemplateParser.parse(source)).reversed()) {
      if (each instanceof Placeholder placeholder && !placeholder.has(wanted)) {
        changed.insert(placeholder.close(), " | " + filter);
      }
    }
    return changed.toString();
  }

  /**
   * Returns a source in which the text is changed, and what stands in braces is not.
   *
   * @param change of the text between two pairs of braces
   * @throws TemplateSyntaxException if the source has a mistake
   */
  public static String withText(String source, UnaryOperator<String> change) {
    StringBuilder changed = new StringBuilder(source);
    for (Piece each : flat(TemplateParser.parse(source)).reversed()) {
      if (each instanceof Piece.Text(int position, String text)) {
        changed.replace(position, position + text.length(), change.apply(text));
      }
    }
    return changed.toString();
  }

  /** Returns the pieces that are no blocks, those inside of blocks too, as they are written. */
  private static List<Piece> flat(List<Piece> pieces) {
    List<Piece> flat = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Block block) {
        flat.addAll(flat(block.then()));
        flat.addAll(flat(block.otherwise()));
      } else {
        flat.add(piece);
      }
    }
    return flat;
  }

  private static List<Part> parts(
      List<Piece> pieces,
      TemplateTarget target,
      Landing landing,
      List<List<String>> lists,
      List<Use> uses) {
    List<Part> parts = new ArrayList<>();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Text text -> {
          landing.pass(text);
          parts.add(new Part.Fixed(fixed(text.text(), target)));
        }
        case Placeholder placeholder -> {
          parts.add(placed(placeholder, landing.land(placeholder)));
          uses.add(new Use(placeholder.position(), placeholder.path(), lists));
        }
        case Piece.Block block -> {
          uses.add(new Use(block.position(), block.path(), lists));
          landing.begin(block);
          boolean loop = block.kind() == Piece.Kind.EACH;
          List<Part> then =
              parts(block.then(), target, landing, loop ? with(lists, block.path()) : lists, uses);
          landing.otherwise(block);
          List<Part> otherwise = parts(block.otherwise(), target, landing, lists, uses);
          boolean commas = landing.end(block);
          parts.add(
              loop
                  ? new Part.Loop(block.position(), block.path(), commas, then, otherwise)
                  : new Part.Choice(
                      block.position(),
                      block.path(),
                      block.kind() == Piece.Kind.UNLESS,
                      then,
                      otherwise));
        }
      }
    }
    return List.copyOf(parts);
  }

  private static List<List<String>> with(List<List<String>> lists, List<String> further) {
    List<List<String>> all = new ArrayList<>(lists);
    all.add(further);
    return List.copyOf(all);
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
   * @throws UnrenderableException if a value cannot stand where it would land, the text would grow
   *     beyond the limit, or its loops would go through too much
   */
  public String render(Variables variables, int maximumCharacters) {
    return render(new Rendering(maximumCharacters, null), variables);
  }

  /**
   * Returns texts for these variables in which each condition holds and does not hold, and each
   * loop has no, one and two elements, whatever the variables say: one text with the first ways,
   * and one more for each further way. Each is rendered when it is asked for.
   *
   * @throws UnrenderableException as {@link #render} does
   */
  public Stream<String> renderEachWay(Variables variables, int maximumCharacters) {
    List<Map<Integer, Integer>> trials = new ArrayList<>();
    trials.add(Map.of());
    addTrials(parts, Map.of(), trials);
    return trials.stream().map(ways -> render(new Rendering(maximumCharacters, ways), variables));
  }

  /** Adds the further ways of all conditions and loops that these ways lead to. */
  private static void addTrials(
      List<Part> parts, Map<Integer, Integer> here, List<Map<Integer, Integer>> trials) {
    for (Part part : parts) {
      switch (part) {
        case Part.Fixed _, Part.Placed _ -> {}
        case Part.Choice choice -> {
          trials.add(with(here, choice.position(), 0));
          addTrials(choice.then(), here, trials);
          addTrials(choice.otherwise(), with(here, choice.position(), 0), trials);
        }
        case Part.Loop loop -> {
          trials.add(with(here, loop.position(), 0));
          trials.add(with(here, loop.position(), 2));
          addTrials(loop.each(), here, trials);
          addTrials(loop.otherwise(), with(here, loop.position(), 0), trials);
        }
      }
    }
  }

  private static Map<Integer, Integer> with(Map<Integer, Integer> ways, int position, int way) {
    Map<Integer, Integer> all = new HashMap<>(ways);
    all.put(position, way);
    return all;
  }

  private String render(Rendering rendering, Variables variables) {
    rendering.write(parts, variables);
    return rendering.text();
  }
}

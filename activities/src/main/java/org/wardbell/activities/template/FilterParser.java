package org.wardbell.activities.template;

import java.math.BigDecimal;
import java.text.DateFormat;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wardbell.workflows.event.NearNames;

/** The parser of filters: their names, and what each takes. */
final class FilterParser {
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,5}");

  /** Those for which this Java has names of months and days. */
  private static final Set<String> LANGUAGES =
      Arrays.stream(DateFormat.getAvailableLocales())
          .map(Locale::getLanguage)
          .filter(language -> !language.isEmpty())
          .collect(Collectors.toUnmodifiableSet());

  /** A filter's form, and how it is made of its arguments. */
  private record Form(int fewest, int most, String example, Making making) {}

  private interface Making {
    Filter of(int position, List<String> arguments);
  }

  private static final Map<String, Form> FORMS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("e164", new Form(0, 1, "e164:\"GB\"", FilterParser::e164)),
              Map.entry("date", new Form(1, 3, "date:\"d MMM yyyy\"", FilterParser::date)),
              Map.entry(
                  "epoch", new Form(0, 0, "epoch", (_, _) -> new Filter.Epoch(ChronoUnit.SECONDS))),
              Map.entry(
                  "epoch_ms",
                  new Form(0, 0, "epoch_ms", (_, _) -> new Filter.Epoch(ChronoUnit.MILLIS))),
              Map.entry(
                  "epoch_us",
                  new Form(0, 0, "epoch_us", (_, _) -> new Filter.Epoch(ChronoUnit.MICROS))),
              Map.entry("number", new Form(1, 1, "number:\"0.00\"", FilterParser::number)),
              Map.entry("upper", new Form(0, 0, "upper", (_, _) -> new Filter.Upper())),
              Map.entry("lower", new Form(0, 0, "lower", (_, _) -> new Filter.Lower())),
              Map.entry(
                  "default",
                  new Form(1, 1, "default:\"none\"", (_, it) -> new Filter.Default(it.getFirst()))),
              Map.entry("truncate", new Form(1, 2, "truncate:\"160\"", FilterParser::truncate)),
              Map.entry("replace", new Form(2, 2, "replace:\".\",\"_\"", FilterParser::replace)),
              Map.entry("slack", new Form(0, 0, "slack", (_, _) -> new Filter.Slack())),
              Map.entry("discord", new Form(0, 0, "discord", (_, _) -> Filter.Markdown.DISCORD)),
              Map.entry("teams", new Form(0, 0, "teams", (_, _) -> Filter.Markdown.TEAMS)),
              Map.entry("html", new Form(0, 0, "html", (_, _) -> new Filter.Html())),
              Map.entry("json", new Form(0, 0, "json", (_, _) -> new Filter.Json())),
              Map.entry(
                  "urlencode", new Form(0, 0, "urlencode", (_, _) -> new Filter.UrlEncode()))));

  private FilterParser() {}

  /**
   * Returns the filter.
   *
   * @throws TemplateSyntaxException if there is none of that name, or its arguments are wrong
   */
  static Filter filter(int position, String name, List<String> arguments) {
    Form form = FORMS.get(name);
    if (form == null) {
      throw new TemplateSyntaxException(
          position,
          "There is no filter \"" + name + "\".",
          NearNames.question(
              NearNames.of(name, FORMS.keySet()),
              "Use one of " + String.join(", ", FORMS.keySet()) + "."));
    }
    if (arguments.size() < form.fewest()) {
      throw new TemplateSyntaxException(
          position,
          "The filter " + name + " needs " + (form.fewest() == 1 ? "an argument." : "arguments."),
          "Write it like " + form.example() + ".");
    }
    if (arguments.size() > form.most()) {
      throw new TemplateSyntaxException(
          position,
          "The filter "
              + name
              + " takes "
              + (form.most() == 0 ? "no" : "no further")
              + " argument.",
          "Write just | " + form.example() + ".");
    }
    return form.making().of(position, arguments);
  }

  private static Filter e164(int position, List<String> arguments) {
    if (arguments.isEmpty() || arguments.getFirst().isBlank()) {
      return new Filter.E164(null);
    }
    String region = TelephoneNumber.region(arguments.getFirst());
    if (region == null) {
      throw new TemplateSyntaxException(
          position,
          "\"" + arguments.getFirst() + "\" is not a country.",
          "Write its two letters or its calling code, such as e164:\"GB\" or e164:\"44\".");
    }
    return new Filter.E164(region);
  }

  private static Filter date(int position, List<String> arguments) {
    Locale language = arguments.size() < 3 ? Locale.ENGLISH : language(position, arguments.get(2));
    DateTimeFormatter pattern;
    try {
      pattern = DateTimeFormatter.ofPattern(arguments.getFirst(), language);
    } catch (IllegalArgumentException e) {
      throw new TemplateSyntaxException(
          position,
          "\"" + arguments.getFirst() + "\" is not a date pattern.",
          "Use letters such as yyyy, MM, dd, HH and mm, other text in single quotes.");
    }
    String zone = arguments.size() < 2 ? "" : arguments.get(1).strip();
    try {
      return new Filter.Date(pattern, zone.isEmpty() ? null : ZoneId.of(zone));
    } catch (DateTimeException e) {
      throw new TemplateSyntaxException(
          position,
          "\"" + zone + "\" is not a time zone.",
          "Write it like date:\"HH:mm\",\"Europe/London\"; \"\" is the event's own.");
    }
  }

  private static Locale language(int position, String tag) {
    Locale language = Locale.forLanguageTag(tag.strip());
    if (!LANGUAGES.contains(language.getLanguage())) {
      throw new TemplateSyntaxException(
          position,
          "\"" + tag + "\" is not a language that dates are written in.",
          "Write it like date:\"d MMMM\",\"Europe/Paris\",\"fr\" or \"fr-CA\".");
    }
    return language;
  }

  private static Filter number(int position, List<String> arguments) {
    String pattern = arguments.getFirst();
    try {
      Decimals.format(pattern, BigDecimal.ONE);
    } catch (IllegalArgumentException e) {
      throw new TemplateSyntaxException(
          position,
          "\"" + pattern + "\" is not a pattern for numbers.",
          "Write it like number:\"0.00\" or number:\"#,##0.00\".");
    }
    return new Filter.Decimal(pattern);
  }

  private static Filter truncate(int position, List<String> arguments) {
    String ending = arguments.size() < 2 ? "" : arguments.get(1);
    if (!COUNT.matcher(arguments.getFirst()).matches()
        || ending.length() > Integer.parseInt(arguments.getFirst())) {
      throw new TemplateSyntaxException(
          position,
          "\"" + arguments.getFirst() + "\" is not a number of characters for that ending.",
          "Write it like truncate:\"160\" or truncate:\"160\",\"…\".");
    }
    return new Filter.Truncate(Integer.parseInt(arguments.getFirst()), ending);
  }

  private static Filter replace(int position, List<String> arguments) {
    String wanted = arguments.getFirst();
    if (wanted.isEmpty() || wanted.length() > Filter.Replace.MAXIMUM_CHARACTERS) {
      throw new TemplateSyntaxException(
          position,
          "What is replaced has 1 to " + Filter.Replace.MAXIMUM_CHARACTERS + " characters.",
          "Write it like replace:\".\",\"_\".");
    }
    return new Filter.Replace(wanted, arguments.get(1));
  }
}

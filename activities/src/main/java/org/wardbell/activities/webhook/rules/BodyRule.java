package org.wardbell.activities.webhook.rules;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.wardbell.activities.payload.BodyLanguage;
import org.wardbell.activities.template.Template;
import org.wardbell.activities.template.TemplateSyntaxException;
import org.wardbell.activities.template.UnrenderableException;
import org.wardbell.activities.template.Values;
import org.wardbell.activities.template.Variables;
import tools.jackson.core.JacksonException;

/**
 * The rule for a body template: it must make a right document with the samples; then it does with
 * all values.
 */
final class BodyRule {
  /** A quarter of the limit of a rendered body. */
  static final int MAXIMUM_CHARACTERS = 64 * 1024;

  /** Room for samples; the body that is sent has its own limit. */
  private static final int MAXIMUM_RENDERED_CHARACTERS = 1024 * 1024;

  private static final String FIELD = "body";
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s");

  private final Variables samples;

  BodyRule(Variables samples) {
    this.samples = samples;
  }

  void check(String body, String contentType, VariableRule variables, Problems problems) {
    if (body.length() > MAXIMUM_CHARACTERS) {
      problems.add(
          FIELD,
          "The template has "
              + body.length()
              + " characters, more than "
              + MAXIMUM_CHARACTERS
              + ".",
          "Make it shorter, or leave it out to send the standard envelope.");
      return;
    }
    BodyLanguage language = BodyLanguage.of(contentType);
    try {
      Template template = Template.parse(body, language.target());
      variables.check(FIELD, template, Integer.MAX_VALUE, problems);
      Consumer<String> rule = rule(language, problems);
      int before = problems.all().size();
      Iterator<String> ways =
          template.renderEachWay(samples, MAXIMUM_RENDERED_CHARACTERS).iterator();
      while (problems.all().size() == before && ways.hasNext()) {
        rule.accept(ways.next());
      }
    } catch (TemplateSyntaxException e) {
      problems.add(FIELD, e);
    } catch (UnrenderableException e) {
      problems.add(FIELD, "The body grows too large.", "Use fewer variables.");
    }
  }

  /** Returns the rule for texts of a language; one for all ways through a template. */
  private static Consumer<String> rule(BodyLanguage language, Problems problems) {
    return switch (language) {
      case JSON -> rendered -> checkJson(rendered, problems);
      case XML -> new XmlCheck(problems)::check;
      case FORM -> rendered -> checkForm(rendered, problems);
      case HTML, TEXT -> _ -> {};
    };
  }

  private static void checkForm(String rendered, Problems problems) {
    if (WHITE_SPACE.matcher(rendered).find()) {
      problems.add(
          FIELD,
          "A form's body has no spaces and line breaks.",
          "Write it on one line, + for a space, or name the fields in form instead.");
    }
  }

  private static void checkJson(String rendered, Problems problems) {
    try {
      if (Values.parse(rendered.getBytes(StandardCharsets.UTF_8)).isMissingNode()) {
        problems.add(FIELD, "The body is empty.", "Write JSON, or leave the body out.");
      }
    } catch (JacksonException e) {
      problems.add(
          FIELD,
          "With sample values this is not valid JSON: line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ": "
              + e.getOriginalMessage(),
          "Check commas, quotes and brackets there.");
    }
  }
}

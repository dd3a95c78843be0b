package org.wardbell.activities.webhook;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.template.Template;
import org.wardbell.activities.template.TemplateSyntaxException;
import org.wardbell.activities.template.TemplateTarget;
import org.wardbell.activities.template.UnrenderableException;
import org.wardbell.activities.template.Values;
import org.wardbell.activities.template.Variables;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.PayloadDetail;
import org.wardbell.workflows.webhook.PayloadFormat;
import tools.jackson.core.JacksonException;

/** What a webhook may send: the standard envelope, or a template that makes JSON. */
final class PayloadRule {
  /** A quarter of what the rendered body may be. */
  static final int MAXIMUM_CHARACTERS = 64 * 1024;

  /** As wide as its column. */
  private static final int MAXIMUM_CONTENT_TYPE_CHARACTERS = 120;

  /** Room for samples; the body that is sent has its own limit. */
  private static final int MAXIMUM_RENDERED_CHARACTERS = 1024 * 1024;

  private static final Pattern JSON_TYPE =
      Pattern.compile(
          "application/json(?: *; *charset=\"?utf-8\"?)?|[a-z]+/[a-z0-9.!#$&^_-]+\\+json(?: *;"
              + " *[a-z0-9=._\"-]+)*");

  private final Variables samples;

  PayloadRule(Variables samples) {
    this.samples = samples;
  }

  Payload check(PayloadDraft draft, VariableRule variables, Problems problems) {
    checkBody(draft.body(), variables, problems);
    return new Payload(
        draft.body() == null ? PayloadFormat.STANDARD : PayloadFormat.TEMPLATE,
        PayloadDetail.FULL,
        contentType(draft.contentType(), problems),
        draft.body(),
        List.of(),
        null);
  }

  private static String contentType(@Nullable String given, Problems problems) {
    String type = given == null ? Payload.JSON : given.strip();
    if (type.length() > MAXIMUM_CONTENT_TYPE_CHARACTERS
        || !JSON_TYPE.matcher(type.toLowerCase(Locale.ROOT)).matches()) {
      problems.add(
          "content_type",
          "Bodies are JSON, and \""
              + type.replaceAll("[^ -~]", "?")
              + "\" is another content type.",
          "Use application/json, or a type that ends in +json.");
    }
    return type;
  }

  private void checkBody(@Nullable String body, VariableRule variables, Problems problems) {
    if (body == null) {
      return;
    }
    if (body.length() > MAXIMUM_CHARACTERS) {
      problems.add(
          "body",
          "The template has "
              + body.length()
              + " characters, more than "
              + MAXIMUM_CHARACTERS
              + ".",
          "Make it shorter, or leave it out to send the standard envelope.");
      return;
    }
    try {
      Template template = Template.parse(body, TemplateTarget.JSON_BODY);
      variables.check("body", template, Integer.MAX_VALUE, problems);
      checkJson(template.render(samples, MAXIMUM_RENDERED_CHARACTERS), problems);
    } catch (TemplateSyntaxException e) {
      problems.add("body", e);
    } catch (UnrenderableException e) {
      problems.add("body", "The body grows too large.", "Use fewer variables.");
    }
  }

  private static void checkJson(String rendered, Problems problems) {
    try {
      if (Values.parse(rendered.getBytes(StandardCharsets.UTF_8)).isMissingNode()) {
        problems.add("body", "The body is empty.", "Write JSON, or leave the body out.");
      }
    } catch (JacksonException e) {
      problems.add(
          "body",
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

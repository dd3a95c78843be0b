package org.wardbell.api.dashboard.refusal;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.FieldProblem;

/**
 * The words of a refusal for a person. Checks have one text for programs and for people; where it
 * names a field as REST does, a page names it as its form does, and what only a program can do is
 * left out.
 */
public final class RefusalWords {
  /** Addresses and headers stand in brackets wherever a person may read them. */
  private static final Pattern FOR_PROGRAMS =
      Pattern.compile(" \\([^()]*(?:/api/|\\bETag\\b)[^()]*\\)");

  private static final Pattern SWITCH = Pattern.compile("\\bset ([a-z0-9_]+) to true\\b");
  private static final Pattern NEEDED = Pattern.compile("\\bThis type needs ([a-z_]+)\\.");

  /** Names with an underscore are no English; others may be. */
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w{.])[a-z][a-z0-9.]*(?:_[a-z0-9.]*[a-z0-9])+");

  /** Values of a list from which a form lets people choose by other words. */
  private static final Pattern CHOICES =
      Pattern.compile(
          "(?:Use|Choose) (?:one of )?[a-z0-9_]+(?:, [a-z0-9_]+)+(?: or [a-z0-9_]+)?\\.");

  private static final String TIME = "a time with its offset (RFC 3339)";

  private RefusalWords() {}

  /** Returns what is wrong with a field, and how to mend it. */
  public static String of(FieldProblem problem) {
    String text = problem.problem();
    // Some rules speak in sentences, others end one that begins with the field.
    boolean whole = !text.isEmpty() && !Character.isLowerCase(text.charAt(0));
    return of(stopped(whole ? text : "This " + text) + " " + problem.fix()).strip();
  }

  private static String stopped(String sentence) {
    return sentence.endsWith(".") ? sentence : sentence + ".";
  }

  /** Returns a text of the API as a page says it. */
  public static String of(String text) {
    String shown = FOR_PROGRAMS.matcher(text).replaceAll("");
    shown = shown.replace(TIME, "a date with a time of day").replace("; see errors.", ".");
    shown = CHOICES.matcher(shown).replaceAll("Choose one of the list.");
    shown = SWITCH.matcher(shown).replaceAll(found -> said("tick ", found.group(1), found, ""));
    shown =
        NEEDED
            .matcher(shown)
            .replaceAll(
                found -> said("This type needs ", "authentication." + found.group(1), found, "."));
    return NAME.matcher(shown).replaceAll(found -> said("", found.group(), found, ""));
  }

  private static String said(String before, String name, MatchResult found, String after) {
    @Nullable String label = FieldLabels.named(name);
    return Matcher.quoteReplacement(
        label == null ? found.group() : before + "“" + label + "”" + after);
  }

  /** Returns whether a refusal is about a field, or its remedy names it. */
  public static boolean names(FieldProblem problem, String field) {
    return problem.field().equals(field)
        || Pattern.compile("\\b" + Pattern.quote(field) + "\\b")
            .matcher(problem.problem() + " " + problem.fix())
            .find();
  }

  /** Returns the label of a field, or its name in words where no form has it. */
  public static String label(String field) {
    return FieldLabels.of(field);
  }
}

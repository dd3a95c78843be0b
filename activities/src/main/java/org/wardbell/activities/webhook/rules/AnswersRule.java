package org.wardbell.activities.webhook.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.draft.AnswerRuleDraft;
import org.wardbell.workflows.webhook.AnswerRule;
import org.wardbell.workflows.webhook.AnswerRule.Meaning;

/** The rule for a webhook's own answer rules. */
final class AnswersRule {
  /** More ways of its own no known receiver has by far. */
  static final int MAXIMUM_RULES = 20;

  /** Long enough for any error's name or sentence. */
  static final int MAXIMUM_CONTAINS_CHARACTERS = 200;

  static final int MAXIMUM_ADVICE_CHARACTERS = 300;

  /** It becomes a part of a code, whose column is 60 wide. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,23}");

  /** Answers below are never the last word on a request (RFC 9110, section 15.2). */
  static final int LOWEST_STATUS = 200;

  static final int HIGHEST_STATUS = 599;

  private static final String MEANINGS =
      Arrays.stream(Meaning.values())
          .map(each -> each.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", "));

  private AnswersRule() {}

  static List<AnswerRule> check(
      @Nullable List<@Nullable AnswerRuleDraft> given, Problems problems) {
    if (given == null) {
      return List.of();
    }
    if (given.size() > MAXIMUM_RULES) {
      problems.add(
          "answers",
          "There are more than " + MAXIMUM_RULES + " rules.",
          "Keep those that differ from what the status means by itself.");
      return List.of();
    }
    List<AnswerRule> rules = new ArrayList<>(given.size());
    for (int i = 0; i < given.size(); i++) {
      AnswerRule rule = check("answers[" + i + "]", given.get(i), problems);
      if (rule != null) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private static @Nullable AnswerRule check(
      String field, @Nullable AnswerRuleDraft draft, Problems problems) {
    if (draft == null || (draft.status() == null && draft.contains() == null)) {
      problems.add(
          field,
          "A rule needs a status, a text that the answer contains, or both.",
          "For instance {\"status\": 409, \"contains\": \"already exists\", \"meaning\":"
              + " \"delivered\"}.");
      return null;
    }
    checkStatus(field, draft.status(), problems);
    checkContains(field, draft.contains(), problems);
    Meaning meaning = meaning(draft.meaning());
    if (meaning == null) {
      problems.add(
          field + ".meaning", "A rule says what the answer means.", "Use one of " + MEANINGS + ".");
      return null;
    }
    checkWords(field, draft, problems);
    return new AnswerRule(draft.status(), draft.contains(), meaning, draft.name(), draft.advice());
  }

  private static void checkWords(String field, AnswerRuleDraft draft, Problems problems) {
    String name = draft.name();
    if (name != null && !NAME.matcher(name).matches()) {
      problems.add(
          field + ".name",
          "A rule's name has 1 to 24 small letters, digits and _, and begins with a letter.",
          "Write it like channel_not_found, or leave it out.");
    }
    String advice = draft.advice();
    if (advice != null
        && (name == null
            || advice.isBlank()
            || advice.length() > MAXIMUM_ADVICE_CHARACTERS
            || advice.chars().anyMatch(Character::isISOControl))) {
      problems.add(
          field + ".advice",
          "Advice has 1 to "
              + MAXIMUM_ADVICE_CHARACTERS
              + " characters on one line, and needs a name.",
          "Say in a sentence what an administrator does about such an answer.");
    }
  }

  private static void checkStatus(String field, @Nullable Integer status, Problems problems) {
    if (status != null && (status < LOWEST_STATUS || status > HIGHEST_STATUS)) {
      problems.add(
          field + ".status",
          status + " is not between " + LOWEST_STATUS + " and " + HIGHEST_STATUS + ".",
          "Give the status of the answer, or leave it out for every status.");
    }
  }

  private static void checkContains(String field, @Nullable String contains, Problems problems) {
    if (contains != null
        && (contains.isEmpty() || contains.length() > MAXIMUM_CONTAINS_CHARACTERS)) {
      problems.add(
          field + ".contains",
          "The text has 1 to " + MAXIMUM_CONTAINS_CHARACTERS + " characters.",
          "Give a part of the answer that only this case has, or leave it out.");
    }
  }

  private static @Nullable Meaning meaning(@Nullable String given) {
    if (given == null) {
      return null;
    }
    for (Meaning meaning : Meaning.values()) {
      if (meaning.name().equalsIgnoreCase(given.strip())) {
        return meaning;
      }
    }
    return null;
  }
}

package org.wardbell.workflows.delivery;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.webhook.AnswerRule;
import org.wardbell.workflows.webhook.AnswerRule.Meaning;
import org.wardbell.workflows.webhook.WebhookSettings;

/**
 * The meaning of an answer: the webhook's own rules first, then its status. Redirects are never
 * followed, so they are failures.
 */
public final class AnswerRules {
  /** Stands in a code where a rule of the webhook decided: {@code http_409_as_delivered}. */
  private static final String BY_RULE = "_as_";

  private static final int BAD_REQUEST = 400;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  /**
   * The outcome of an attempt that was answered.
   *
   * @param code {@code http_<status>}, and {@code _as_<meaning>} and the rule's name where a rule
   *     of the webhook decided, or what a proxy's own page says
   */
  public record Verdict(AttemptOutcome outcome, String code) {}

  private AnswerRules() {}

  /**
   * Decides by the webhook's rules, the first that fits, and without one by the status.
   *
   * @param status the answer's status, 100-599
   * @param text the part of the answer's body that is kept, at most 16 KiB
   */
  public static Verdict verdict(int status, String text, WebhookSettings settings) {
    for (AnswerRule rule : settings.answers()) {
      if (fits(rule, status, text)) {
        return new Verdict(outcome(rule.meaning()), code(status) + ending(rule));
      }
    }
    if (status == BAD_REQUEST) {
      String words = ProxyWords.codeOf(text);
      if (words != null) {
        // It is not about these bytes: somebody may repair the URL or the certificate in time.
        return new Verdict(AttemptOutcome.FAILED, code(status) + words);
      }
    }
    AttemptOutcome outcome = outcome(status);
    boolean again = outcome == AttemptOutcome.REFUSED && settings.retry().triesAnyAnswer();
    return new Verdict(again ? AttemptOutcome.FAILED : outcome, code(status));
  }

  /** Returns what a rule adds to the code: {@code _as_failed_channel_not_found}. */
  private static String ending(AnswerRule rule) {
    return BY_RULE + lower(rule.meaning()) + (rule.name() == null ? "" : "_" + rule.name());
  }

  private static String lower(Meaning meaning) {
    return meaning.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the rule of a webhook with a name that a code was made by, or null. */
  static @Nullable AnswerRule named(String code, List<AnswerRule> rules) {
    int at = code.indexOf(BY_RULE);
    if (at < 0) {
      return null;
    }
    String status = code.substring(0, at);
    String ending = code.substring(at);
    for (AnswerRule rule : rules) {
      boolean fits = rule.status() == null || status.equals(code(rule.status()));
      if (fits && rule.name() != null && ending.equals(ending(rule))) {
        return rule;
      }
    }
    return null;
  }

  private static boolean fits(AnswerRule rule, int status, String text) {
    return (rule.status() == null || rule.status() == status)
        && (rule.contains() == null || text.contains(rule.contains()));
  }

  private static AttemptOutcome outcome(Meaning meaning) {
    return switch (meaning) {
      case DELIVERED, ACCEPTED -> AttemptOutcome.DELIVERED;
      case REFUSED, PARTIAL -> AttemptOutcome.REFUSED;
      case FAILED, LIMITED -> AttemptOutcome.FAILED;
    };
  }

  /**
   * Returns the outcome of an attempt by its status alone.
   *
   * @param status the answer's status, 100-599
   */
  public static AttemptOutcome outcome(int status) {
    if (status >= 200 && status <= 299) {
      return AttemptOutcome.DELIVERED;
    }
    return switch (status) {
      case 410 -> AttemptOutcome.GONE;
      // The same bytes would be refused again.
      case 400, 405, 406, 411, 413, 414, 415, 422 -> AttemptOutcome.REFUSED;
      // Someone may repair a key, a route or a server within the schedule.
      default -> AttemptOutcome.FAILED;
    };
  }

  /** Returns the stable code of a status, for instance {@code http_503}. */
  public static String code(int status) {
    return "http_" + status;
  }

  /**
   * Returns whether an answer says that the receiver gets more than it takes, which is about the
   * whole webhook and not about one delivery: 429, 503 with a time, or a rule to that effect.
   *
   * @param status the answer's status, or null if there was none
   * @param code the attempt's code
   * @param namesATime whether the receiver said when to come back
   */
  public static boolean limits(@Nullable Integer status, String code, boolean namesATime) {
    if (status == null || code.contains(BY_RULE)) {
      return meaning(code) == Meaning.LIMITED;
    }
    return code.equals(code(TOO_MANY_REQUESTS)) || (code.equals(code(UNAVAILABLE)) && namesATime);
  }

  /** Returns the meaning that a rule of the webhook gave to an answer, or null if no rule did. */
  static @Nullable Meaning meaning(String code) {
    int at = code.indexOf(BY_RULE);
    if (at < 0) {
      return null;
    }
    String rest = code.substring(at + BY_RULE.length());
    for (Meaning meaning : Meaning.values()) {
      String word = lower(meaning);
      if (rest.equals(word) || rest.startsWith(word + "_")) {
        return meaning;
      }
    }
    return null;
  }
}

package org.wardbell.workflows.delivery;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.webhook.AnswerRule;
import org.wardbell.workflows.webhook.AnswerRule.Meaning;
import org.wardbell.workflows.webhook.PayloadFormat;
import org.wardbell.workflows.webhook.WebhookSettings;

/** Advice on an attempt's code for the administrator of a webhook, in one sentence. */
public final class OutcomeAdvice {
  private static final String AGAIN = "; it will be sent again";

  private static final Map<String, TransportProblem> PROBLEMS =
      Arrays.stream(TransportProblem.values())
          .collect(Collectors.toMap(TransportProblem::code, Function.identity()));

  private OutcomeAdvice() {}

  /**
   * Returns the sentence for a code, of {@link TransportProblem} or {@link
   * AnswerRules.Verdict#code}, of an attempt of a delivery.
   *
   * @param format of the webhook's payload, or null if it is not known
   */
  public static String of(String code, @Nullable PayloadFormat format) {
    return of(code, format, AGAIN);
  }

  /**
   * Returns the sentence for a code of an attempt of a delivery.
   *
   * @param settings of its webhook as it is now, whose rules may have advice of their own; null if
   *     it is not known any more
   */
  public static String ofDelivery(String code, @Nullable WebhookSettings settings) {
    if (settings == null) {
      return of(code, null, AGAIN);
    }
    String own = ofNamedRule(code, settings);
    return own == null ? of(code, settings.payload().format(), AGAIN) : own;
  }

  private static @Nullable String ofNamedRule(String code, WebhookSettings settings) {
    AnswerRule rule = AnswerRules.named(code, settings.answers());
    return rule == null ? null : rule.advice();
  }

  /** Returns the sentence for the code of a test of a webhook. */
  public static String ofTest(String code, WebhookSettings settings) {
    String own = ofNamedRule(code, settings);
    return own == null ? ofTest(code, settings.payload().format()) : own;
  }

  /** Returns the sentence for the code of a test, which is never sent again. */
  public static String ofTest(String code, PayloadFormat format) {
    return code.equals(TransportProblem.LOST.code())
        ? "Wardbell stopped before the outcome was known, so the receiver may have seen this test."
        : of(code, format, "");
  }

  private static String of(String code, @Nullable PayloadFormat format, String again) {
    TransportProblem problem = PROBLEMS.get(code);
    if (problem != null) {
      return problem.advice();
    }
    Meaning meaning = AnswerRules.meaning(code);
    if (meaning != null) {
      return ofRule(meaning, again);
    }
    if (code.endsWith(ProxyWords.PLAIN_HTTP)) {
      return "The receiver's port speaks TLS and the URL says http; write https in the webhook's url.";
    }
    if (code.endsWith(ProxyWords.CLIENT_CERTIFICATE)) {
      return "The receiver wants a client certificate; put one that it accepts into the webhook's tls.";
    }
    return code.startsWith("http_")
        ? StatusAdvice.of(code.substring("http_".length()), format, again)
        : "Look at the attempt's answer and at the receiver's log.";
  }

  private static String ofRule(Meaning meaning, String again) {
    return switch (meaning) {
      case DELIVERED -> "The receiver has it: one of this webhook's answer rules says so.";
      case ACCEPTED ->
          "The receiver took the request, which proves nothing more; look there whether it used it.";
      case REFUSED ->
          "One of this webhook's answer rules calls this answer final; correct what is sent, or the"
              + " rule.";
      case PARTIAL ->
          "The receiver took a part and refused the rest; its answer says which and why.";
      case FAILED -> "One of this webhook's answer rules calls this answer a failure" + again + ".";
      case LIMITED ->
          "The receiver's limit is reached"
              + (again.isEmpty() ? "." : "; the whole webhook waits, and then it is sent again.");
    };
  }
}

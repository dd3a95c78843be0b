package org.wardbell.workflows.delivery;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wardbell.workflows.webhook.AnswerRule.Meaning;

/** Advice on an attempt's code for the administrator of a webhook, in one sentence. */
public final class OutcomeAdvice {
  private static final Map<String, TransportProblem> PROBLEMS =
      Arrays.stream(TransportProblem.values())
          .collect(Collectors.toMap(TransportProblem::code, Function.identity()));

  private OutcomeAdvice() {}

  /**
   * Returns the sentence for a code, of {@link TransportProblem} or {@link
   * AnswerRules.Verdict#code}.
   */
  public static String of(String code) {
    TransportProblem problem = PROBLEMS.get(code);
    if (problem != null) {
      return problem.advice();
    }
    Meaning meaning = AnswerRules.meaning(code);
    if (meaning != null) {
      return ofRule(meaning);
    }
    return code.startsWith("http_")
        ? ofStatus(code.substring("http_".length()))
        : "Look at the attempt's answer and at the receiver's log.";
  }

  private static String ofRule(Meaning meaning) {
    return switch (meaning) {
      case DELIVERED -> "The receiver has it: one of this webhook's answer rules says so.";
      case ACCEPTED ->
          "The receiver took the request, which proves nothing more; look there whether it used it.";
      case REFUSED ->
          "One of this webhook's answer rules calls this answer final; correct what is sent, or the"
              + " rule.";
      case PARTIAL ->
          "The receiver took a part and refused the rest; its answer says which and why.";
      case FAILED ->
          "One of this webhook's answer rules calls this answer a failure; it will be sent again.";
      case LIMITED ->
          "The receiver's limit is reached; the whole webhook waits, and then it is sent again.";
    };
  }

  private static String ofStatus(String status) {
    return switch (status) {
      case "400", "422" ->
          "The receiver does not understand the body; compare the body template with what it expects.";
      case "401" -> "The receiver does not know us; check the webhook's key, token or password.";
      case "403" ->
          "The receiver knows us and says no; check the key's rights and the receiver's address list.";
      case "404" -> "The receiver has nothing at this URL; check the path.";
      case "405" -> "The receiver does not take this method here; change the webhook's method.";
      case "406", "415" ->
          "The receiver does not take this content type; change the webhook's content_type.";
      case "408" -> "The receiver waited too long for the request; it will be sent again.";
      case "409" -> "The receiver reports a conflict with what it has; it will be sent again.";
      case "410" -> "The receiver wants no more events here; make a new webhook if it has moved.";
      case "411" ->
          "The receiver wants a length that a proxy took away; check the proxy before it.";
      case "413" -> "The body is too large for the receiver; send less with a body template.";
      case "414" ->
          "The URL is too long for the receiver; move variables from the query to the body.";
      case "425" -> "The receiver was not ready for early data; it will be sent again.";
      case "429" ->
          "The receiver gets more than it takes; it will be sent again when the receiver says.";
      case "503" -> "The receiver is overloaded or in maintenance; it will be sent again.";
      default -> ofClass(status);
    };
  }

  private static String ofClass(String status) {
    return switch (status.isEmpty() ? ' ' : status.charAt(0)) {
      case '1' -> "The receiver never finished its answer; look in its log.";
      case '2' -> "The receiver took it.";
      case '3' ->
          "The receiver redirects, which is never followed; put the final address into the URL.";
      case '5' -> "The receiver failed; look in its log at the time of the attempt.";
      default -> "The receiver did not take it; look at its answer and in its log.";
    };
  }
}

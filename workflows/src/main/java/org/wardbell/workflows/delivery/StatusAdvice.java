package org.wardbell.workflows.delivery;

import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.webhook.PayloadFormat;

/** Advice on the status of an answer. */
final class StatusAdvice {
  private StatusAdvice() {}

  /**
   * Returns one sentence.
   *
   * @param format of the webhook's payload, or null if it is not known
   * @param again the part of a sentence that says that it is sent again, or empty
   */
  static String of(String status, @Nullable PayloadFormat format, String again) {
    return switch (status) {
      case "101" ->
          "The receiver wants another protocol, so it is no receiver of webhooks; check the URL.";
      case "304" ->
          "The receiver says that nothing has changed, which answers no webhook; look in its log for a"
              + " cache or a wrong route.";
      case "300", "301", "302", "303", "305", "306", "307", "308" ->
          "The receiver redirects, which is never followed; put the final address into the URL.";
      case "400", "422" ->
          "The receiver does not take this body; its answer says why; " + body(format);
      case "401" -> "The receiver does not know us; check the webhook's key, token or password.";
      case "402" ->
          "The receiver wants to be paid; look at the account there, its plan and its limits.";
      case "403" ->
          "The receiver knows us and says no; check the key's rights and the receiver's address list.";
      case "404" -> "The receiver has nothing at this URL; check the path.";
      case "405" -> "The receiver does not take this method here; change the webhook's method.";
      case "406", "415" ->
          "The receiver does not take this content type; change the webhook's content_type.";
      case "407" ->
          "A proxy on the way wants a password and there should be none; ask the operator to check the"
              + " network and WARDBELL_PROXY.";
      case "408" -> "The receiver waited too long for the request" + again + ".";
      case "409" -> "The receiver reports a conflict with what it has" + again + ".";
      case "410" -> "The receiver wants no more events here; make a new webhook if it has moved.";
      case "411" ->
          "The receiver wants a length that a proxy took away; check the proxy before it.";
      case "413" -> "The body is too large for the receiver; " + smaller(format);
      case "414" ->
          "The URL is too long for the receiver; move variables from the query to the body.";
      case "421" ->
          "This server does not answer for the URL's host; check its DNS records and the proxy before"
              + " the receiver.";
      case "423" -> "The record is locked at the receiver; look there what holds it" + again + ".";
      case "425" -> "The receiver was not ready for early data" + again + ".";
      case "426" ->
          "The receiver wants a newer protocol; try https in the URL, or let it take HTTP/1.1.";
      case "428" ->
          "The receiver wants a condition such as If-Match; add that header to the webhook, or let it"
              + " do without.";
      case "429" ->
          "The receiver gets more than it takes"
              + (again.isEmpty() ? "." : "; it will be sent again when the receiver says.");
      case "431" ->
          "The request's headers are too large for the receiver; send fewer or shorter ones, and look at"
              + " the size of the token.";
      case "451" -> "The receiver may not take this for legal reasons; its answer says whose.";
      case "502" ->
          "A proxy before the receiver got no right answer from it; look in the proxy's log and whether"
              + " the receiver runs.";
      case "503" -> "The receiver is overloaded or in maintenance" + again + ".";
      case "504", "522", "524" ->
          "A proxy before the receiver waited too long for it; it may have worked on the request, so let"
              + " it answer first and work later.";
      case "507" -> "The receiver has no room left; free some there" + again + ".";
      case "508" -> "The receiver's servers lead to each other in a circle; look in its proxy.";
      case "511" ->
          "A network between us and the receiver wants somebody to sign in; ask the operator to check"
              + " the way out.";
      case "520", "521", "523", "527", "530" ->
          "The proxy before the receiver could not reach it; check that the receiver runs and lets the"
              + " proxy in.";
      case "525", "526" ->
          "The proxy before the receiver could not agree on TLS with it; check the receiver's certificate"
              + " there.";
      default -> ofClass(status);
    };
  }

  private static String body(@Nullable PayloadFormat format) {
    return switch (format) {
      case null -> "compare what was sent with what it expects.";
      case TEMPLATE -> "compare the body template with what it expects.";
      case FORM -> "compare the form's fields with what it expects.";
      case TRANSFORM -> "compare the result of transform with what it expects.";
      case STANDARD, CLOUDEVENTS, CLOUDEVENTS_BINARY, FHIR ->
          "if it expects another body, write one with body, form or transform.";
    };
  }

  private static String smaller(@Nullable PayloadFormat format) {
    return switch (format) {
      case TEMPLATE -> "send less with the body template.";
      case FORM -> "send fewer fields.";
      case TRANSFORM -> "let transform make less.";
      case FHIR -> "let it take more, or send another format.";
      case null -> "send less, for instance with detail ids_only or a body of your own.";
      case STANDARD, CLOUDEVENTS, CLOUDEVENTS_BINARY ->
          "send less, with detail ids_only, or with body or transform.";
    };
  }

  private static String ofClass(String status) {
    return switch (status.isEmpty() ? ' ' : status.charAt(0)) {
      case '1' -> "The receiver never finished its answer; look in its log.";
      case '2' -> "The receiver took it.";
      case '3' -> "The receiver answers neither yes nor no; look at its answer, and check the URL.";
      case '5' -> "The receiver failed; look in its log at the time of the attempt.";
      default -> "The receiver did not take it; look at its answer and in its log.";
    };
  }
}

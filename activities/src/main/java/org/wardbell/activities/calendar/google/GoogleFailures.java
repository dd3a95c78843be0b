package org.wardbell.activities.calendar.google;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.google.GoogleFailure.Meaning;

/**
 * The classifier of errors of Google's client (guide "Handle API errors"; RFC 6749, section 5.2).
 */
final class GoogleFailures {
  /** Characters of a code, as its columns hold them. */
  private static final int CODE_LIMIT = 60;

  /** A used-up quota comes back slowly, so asking at the usual pace only uses it up again. */
  private static final Duration QUOTA_WAIT = Duration.ofMinutes(10);

  /** Google's limits are counted by the minute, and a part of one is free again soon. */
  private static final Duration RATE_WAIT = Duration.ofSeconds(10);

  /** The longest wait that a server may ask for; a longer one is taken for its mistake. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private GoogleFailures() {}

  static GoogleFailure of(IOException failure) {
    if (failure instanceof HttpResponseException answer) {
      return ofAnswer(answer, reason(answer));
    }
    if (failure.getCause() instanceof HttpResponseException tokenAnswer) {
      return ofTokenAnswer(tokenAnswer);
    }
    return new GoogleFailure(Meaning.UNAVAILABLE, "google_unreachable", null);
  }

  /** Classifies an answer of the token endpoint: invalid_grant says that the permission is gone. */
  static GoogleFailure ofTokenAnswer(HttpResponseException answer) {
    String content = answer.getContent() == null ? "" : answer.getContent();
    if (content.contains("invalid_grant")) {
      return new GoogleFailure(Meaning.RECONNECT, "google_invalid_grant", null);
    }
    if (content.contains("redirect_uri_mismatch")) {
      return new GoogleFailure(Meaning.INVALID, "google_redirect_uri_mismatch", null);
    }
    if (content.contains("invalid_client") || content.contains("unauthorized_client")) {
      return new GoogleFailure(Meaning.OPERATOR, "google_invalid_client", null);
    }
    return new GoogleFailure(
        Meaning.UNAVAILABLE, "google_token_" + answer.getStatusCode(), retryAfter(answer));
  }

  private static GoogleFailure ofAnswer(HttpResponseException answer, String reason) {
    int status = answer.getStatusCode();
    Meaning meaning = meaning(status, reason);
    String code = "google_" + status + (reason.isEmpty() ? "" : "_" + reason);
    return new GoogleFailure(
        meaning,
        code.length() > CODE_LIMIT ? code.substring(0, CODE_LIMIT) : code,
        meaning == Meaning.SLOW_DOWN ? wait(answer, reason) : retryAfter(answer));
  }

  private static Meaning meaning(int status, String reason) {
    return switch (status) {
      case 400 ->
          reason.equals("pushNotSupportedForRequestedResource") ? Meaning.NO_PUSH : Meaning.INVALID;
      case 401 -> Meaning.RECONNECT;
      case 403 ->
          switch (reason) {
            case "rateLimitExceeded",
                "userRateLimitExceeded",
                "quotaExceeded",
                "dailyLimitExceeded" ->
                Meaning.SLOW_DOWN;
            case "accessNotConfigured",
                "SERVICEDISABLED",
                "domainPolicy",
                "dailyLimitExceededUnreg",
                "userRateLimitExceededUnreg",
                "ipRefererBlocked",
                "refererNotAllowed",
                "sslRequired" ->
                Meaning.OPERATOR;
            default -> Meaning.FORBIDDEN;
          };
      case 404 -> Meaning.GONE;
      case 409 -> Meaning.EXISTS;
      case 410 -> reason.equals("deleted") ? Meaning.GONE : Meaning.TOKEN_EXPIRED;
      case 412 -> Meaning.CHANGED;
      case 429 -> Meaning.SLOW_DOWN;
      default -> status >= 400 && status < 500 ? Meaning.INVALID : Meaning.UNAVAILABLE;
    };
  }

  /** Returns Google's reason if the body is its JSON; a proxy's page has none. */
  private static String reason(HttpResponseException answer) {
    GoogleJsonError details =
        answer instanceof GoogleJsonResponseException json ? json.getDetails() : null;
    if (details == null || details.getErrors() == null || details.getErrors().isEmpty()) {
      return "";
    }
    String reason = details.getErrors().getFirst().getReason();
    return reason == null ? "" : reason.replaceAll("[^A-Za-z]", "");
  }

  private static Duration wait(HttpResponseException answer, String reason) {
    Duration asked = retryAfter(answer);
    if (asked != null) {
      return asked;
    }
    return reason.equals("quotaExceeded") || reason.equals("dailyLimitExceeded")
        ? QUOTA_WAIT
        : RATE_WAIT;
  }

  private static @Nullable Duration retryAfter(HttpResponseException answer) {
    String value = answer.getHeaders() == null ? null : answer.getHeaders().getRetryAfter();
    if (value == null || !value.matches("\\d{1,6}")) {
      return null;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(value));
    return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
  }
}

package org.wardbell.activities.delivery.attempt;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.http.AttemptReport;
import org.wardbell.activities.http.ReceivedResponse;
import org.wardbell.workflows.delivery.AnswerRules;
import org.wardbell.workflows.delivery.RetryAfter;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.WebhookSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The meaning of an answer for its webhook: the webhook's own rules look at the part of the body
 * that is kept, and a limit may name its end in more places than the header {@code Retry-After}.
 */
public final class AnswerClassifier {
  /** Seconds with a fraction until the limit's window ends (Discord, and who copied it). */
  private static final String RESET_AFTER = "X-RateLimit-Reset-After";

  /** The same in the body of Discord's 429, which its documentation tells clients to follow. */
  private static final String BODY_FIELD = "retry_after";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private AnswerClassifier() {}

  /**
   * The report with what the webhook's settings make of it; without an answer it stays as it is.
   */
  public static AttemptReport of(WebhookSettings settings, AttemptReport report) {
    Integer status = report.httpStatus();
    if (status == null || !report.code().equals(AnswerRules.code(status))) {
      return report; // No answer, or one that broke off.
    }
    ReceivedResponse response = report.response();
    String text = response == null ? "" : response.lenientText();
    AnswerRules.Verdict verdict = AnswerRules.verdict(status, text, settings);
    boolean limited = AnswerRules.limits(status, verdict.code(), report.retryAfter() != null);
    return new AttemptReport(
        verdict.outcome(),
        verdict.code(),
        status,
        report.address(),
        report.timings(),
        limited && response != null
            ? longest(report.retryAfter(), longest(header(response), body(text)))
            : report.retryAfter(),
        response);
  }

  private static @Nullable Duration header(ReceivedResponse response) {
    for (Header header : response.headers()) {
      if (header.name().equalsIgnoreCase(RESET_AFTER)) {
        return RetryAfter.parseSeconds(header.value());
      }
    }
    return null;
  }

  private static @Nullable Duration body(String text) {
    if (!text.contains(BODY_FIELD)) {
      return null;
    }
    try {
      JsonNode value = JSON.readTree(text).path(BODY_FIELD);
      return value.isNumber() ? RetryAfter.ofSeconds(value.asDouble()) : null;
    } catch (JacksonException notJson) {
      return null;
    }
  }

  private static @Nullable Duration longest(@Nullable Duration one, @Nullable Duration other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) > 0 ? one : other;
  }
}

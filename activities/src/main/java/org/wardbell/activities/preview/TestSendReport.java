package org.wardbell.activities.preview;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.http.AttemptTimings;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.webhook.Header;

/**
 * The report of one test request.
 *
 * @param request the request, credentials hidden; null if it could not be made
 * @param response the answer, or null
 * @param timings how long each part took
 * @param address the connected address, or null
 */
public record TestSendReport(
    String eventType,
    @Nullable ShownRequest request,
    @Nullable Answer response,
    AttemptTimings timings,
    @Nullable String address,
    Verdict verdict) {
  /**
   * The receiver's answer.
   *
   * @param body at most 16 KiB, if it is text
   * @param truncated whether there was more
   */
  public record Answer(
      @Nullable Integer status,
      List<Header> headers,
      @Nullable String body,
      @Nullable String bodyBase64,
      boolean truncated) {
    public Answer {
      headers = List.copyOf(headers);
    }
  }

  /**
   * The meaning of the outcome.
   *
   * @param code short and stable, such as {@code http_404}
   * @param advice the remedy, in a sentence
   */
  public record Verdict(AttemptOutcome outcome, String code, String advice) {}

  /** Hides the data. */
  @Override
  public String toString() {
    return "TestSendReport[" + verdict.code() + "]";
  }
}

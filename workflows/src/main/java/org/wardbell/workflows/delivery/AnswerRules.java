package org.wardbell.workflows.delivery;

/** Which HTTP status means what. Redirects are never followed, so they are failures. */
public final class AnswerRules {
  private AnswerRules() {}

  /**
   * The outcome of an attempt that was answered.
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

  /** The stable code of a status, for instance {@code http_503}. */
  public static String code(int status) {
    return "http_" + status;
  }
}

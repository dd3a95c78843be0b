package org.wardbell.activities.idempotency;

import java.util.Map;

/**
 * An answer, as a repetition gets it.
 *
 * @param status of HTTP
 * @param headers those that belong to the answer and not to the connection
 * @param body its bytes, at most {@value #MAXIMUM_BODY}
 */
public record KeptAnswer(int status, Map<String, String> headers, byte[] body) {
  /** Far more than an answer has that makes one thing; a report on 500 imports may be longer. */
  public static final int MAXIMUM_BODY = 256 * 1024;

  public KeptAnswer {
    headers = Map.copyOf(headers);
  }

  /** Hides the secrets that it may carry. */
  @Override
  public String toString() {
    return "KeptAnswer[" + status + "]";
  }
}

package org.wardbell.activities.database;

import org.jspecify.annotations.Nullable;

/**
 * The refusal to start. Its message is for the operator: one sentence says what is wrong, the next
 * how to mend it; it holds no secret.
 */
public class RefusedStart extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Creates a refusal whose message says everything. */
  public RefusedStart(String message) {
    super(message);
  }

  /** Creates a refusal with a cause for the log. */
  public RefusedStart(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package org.wardbell.standalone.storm.invariant;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.AttemptOutcome;

/**
 * An attempt.
 *
 * @param outcome null while it is under way
 * @param code the reason in one word
 */
public record AttemptRow(
    UUID delivery,
    int ordinal,
    UUID clinic,
    UUID webhook,
    @Nullable AttemptOutcome outcome,
    @Nullable String code) {
  /** No byte of a request leaves before these. */
  private static final Set<String> BEFORE_THE_REQUEST =
      Set.of("timeout_dns", "timeout_connect", "timeout_tls");

  /** Returns whether a receiver may have seen a request of it. */
  public boolean mayHaveBeenSeen() {
    if (outcome == null) {
      return true;
    }
    return switch (outcome) {
      case BLOCKED, CONNECT, TLS -> false;
      case TIMEOUT -> code == null || !BEFORE_THE_REQUEST.contains(code);
      case DELIVERED, REFUSED, FAILED, GONE, PROTOCOL, LOST -> true;
    };
  }

  /** Returns whether a receiver may have taken it, and nobody here heard so. */
  public boolean lostItsAnswer() {
    return mayHaveBeenSeen()
        && (outcome == null
            || outcome == AttemptOutcome.LOST
            || outcome == AttemptOutcome.TIMEOUT
            || outcome == AttemptOutcome.PROTOCOL);
  }
}

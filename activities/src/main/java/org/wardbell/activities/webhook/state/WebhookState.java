package org.wardbell.activities.webhook.state;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a webhook is doing, as its state row says.
 *
 * @param caution good and quick attempts still to come before it is trusted with the express lane
 * @param failures attempts that failed since the last success
 * @param blockedUntil until when its receiver asked to be left alone
 * @param circuit whether it only gets probes
 */
public record WebhookState(
    UUID webhookId,
    boolean paused,
    int caution,
    int failures,
    @Nullable Instant blockedUntil,
    Circuit circuit) {

  /** After a failure or a slow answer, this many good ones: one in twenty is its p95. */
  public static final int CAUTION = 20;

  /** A slower answer makes the webhook wait in the regular lane, where it holds up nobody. */
  public static final int SLOW_MICROS = 1_000_000;

  public boolean troubled() {
    return caution > 0 || failures > 0;
  }

  /** Why nothing may be sent now, or null. */
  public @Nullable ParkedReason obstacle(Instant now) {
    if (paused) {
      return ParkedReason.PAUSED;
    }
    if (isBlocked(now)) {
      return ParkedReason.LIMITED;
    }
    return circuit.open() ? ParkedReason.CIRCUIT : null;
  }

  /** Whether the one attempt that an open circuit lets through may go now. */
  boolean mayProbe(Instant now) {
    return !paused && !isBlocked(now) && circuit.probesAt(now);
  }

  /** When what is parked now may go, as far as that is known. */
  public Instant mayGoAt(Instant now) {
    Instant first = isBlocked(now) && blockedUntil != null ? blockedUntil : now;
    Instant probe = circuit.open() ? circuit.probeAt() : null;
    return probe != null && probe.isAfter(first) ? probe : first;
  }

  private boolean isBlocked(Instant now) {
    return blockedUntil != null && blockedUntil.isAfter(now);
  }
}

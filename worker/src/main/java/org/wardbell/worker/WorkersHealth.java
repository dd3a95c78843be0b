package org.wardbell.worker;

import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Ready when the worker polls and the relay's last round went through: database and Temporal
 * answer.
 */
final class WorkersHealth implements HealthIndicator {
  /** A round is due every 2 s; several that fail in a row mean trouble. */
  private static final Duration STALE = Duration.ofSeconds(30);

  private final Workers workers;
  private final WorkflowRelay relay;

  WorkersHealth(Workers workers, WorkflowRelay relay) {
    this.workers = workers;
    this.relay = relay;
  }

  @Override
  public Health health() {
    Instant last = relay.lastRound();
    boolean fresh = last != null && last.isAfter(Instant.now().minus(STALE));
    return (workers.polls() && fresh ? Health.up() : Health.down())
        .withDetail("polls", workers.polls())
        .withDetail("relay", last == null ? "no round yet" : last.toString())
        .build();
  }
}

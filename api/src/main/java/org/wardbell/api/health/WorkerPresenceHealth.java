package org.wardbell.api.health;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Without a worker of the installation events are still kept, and delivered once one is back:
 * DEGRADED, which takes no api out of service. Nobody waits for the answer.
 */
@Component("workerPresenceHealthIndicator")
final class WorkerPresenceHealth implements HealthIndicator {
  private static final Status DEGRADED =
      new Status("DEGRADED", "Events are accepted, and delivered once a worker is back.");

  private final WorkerState workers;

  WorkerPresenceHealth(WorkerState workers) {
    this.workers = workers;
  }

  @Override
  public Health health() {
    Presence presence = workers.presence();
    return (presence == Presence.AWAY ? Health.status(DEGRADED) : Health.up())
        .withDetail("presence", presence.name())
        .build();
  }
}

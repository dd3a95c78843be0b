package org.wardbell.standalone.server;

import java.util.Set;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.wardbell.embedded.process.Supervisor;

/**
 * The health of MySQL and Temporal as children of this process: DEGRADED while one is being started
 * again, DOWN once one was given up. Whether they answer is the business of {@code database} and
 * {@code temporal}.
 */
record EmbeddedServersHealth(Supervisor supervisor) implements HealthIndicator {
  /** Its name among the components of {@code /actuator/health}. */
  static final String NAME = "embeddedServers";

  private static final Status DEGRADED =
      new Status("DEGRADED", "A server of this installation is being started again.");

  @Override
  public Health health() {
    Set<String> lost = supervisor.lost();
    if (!lost.isEmpty()) {
      return Health.down().withDetail("lost", lost).build();
    }
    Set<String> restarting = supervisor.restarting();
    return restarting.isEmpty()
        ? Health.up().build()
        : Health.status(DEGRADED).withDetail("restarting", restarting).build();
  }
}

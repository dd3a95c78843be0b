package org.wardbell.activities.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Metrics of the intake's commits: per commit, not per event, and without ids. */
final class IntakeMeters {
  private final Counter accepted;
  private final Timer commit;
  private final DistributionSummary group;

  IntakeMeters(MeterRegistry registry) {
    accepted =
        Counter.builder("wardbell.events.accepted")
            .description("Events committed, duplicates left out")
            .register(registry);
    commit =
        Timer.builder("wardbell.accept.commit")
            .description("One group commit of events")
            .register(registry);
    group =
        DistributionSummary.builder("wardbell.accept.group")
            .baseUnit("events")
            .description("Fresh events that share a commit")
            .register(registry);
  }

  void committed(long nanos, int fresh) {
    commit.record(nanos, TimeUnit.NANOSECONDS);
    if (fresh > 0) {
      accepted.increment(fresh);
      group.record(fresh);
    }
  }
}

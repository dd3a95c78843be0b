package org.wardbell.activities.database.meter;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;

/** The meters of this process's connections: each pool by its name, and the slow statements. */
public final class DatabaseMeters implements MeterBinder {
  private final List<HikariDataSource> pools;
  private final SlowStatements slow;

  /** Creates the meters of these pools. */
  public DatabaseMeters(List<HikariDataSource> pools, SlowStatements slow) {
    this.pools = List.copyOf(pools);
    this.slow = slow;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder("wardbell.database.statements.slow", slow, SlowStatements::count)
        .description("Statements that took a second or longer")
        .register(registry);
    for (HikariDataSource pool : pools) {
      // A pool tells one registry only.
      if (pool.getMetricsTrackerFactory() == null) {
        pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
      }
    }
  }
}

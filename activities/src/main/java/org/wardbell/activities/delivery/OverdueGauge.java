package org.wardbell.activities.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import org.jooq.exception.DataAccessException;

/** Shows {@link OverdueDeliveries#count}: anything but 0 for minutes is a fault of ours. */
public final class OverdueGauge implements MeterBinder {
  /** The database is asked no more often than this, by any number of scrapers. */
  private static final Duration REMEMBERED = Duration.ofSeconds(15);

  private final OverdueDeliveries overdue;
  private double value = Double.NaN;
  private long readAt = System.nanoTime() - REMEMBERED.toNanos();

  public OverdueGauge(OverdueDeliveries overdue) {
    this.overdue = overdue;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("wardbell.deliveries.overdue", this, OverdueGauge::read)
        .strongReference(true)
        .description("Deliveries that are not final and that nobody is due to move")
        .register(registry);
  }

  /** NaN while the database does not answer. */
  private synchronized double read() {
    long now = System.nanoTime();
    if (now - readAt >= REMEMBERED.toNanos()) {
      readAt = now;
      try {
        value = overdue.count();
      } catch (DataAccessException away) {
        value = Double.NaN;
      }
    }
    return value;
  }
}

package org.wardbell.activities.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.wardbell.activities.database.meter.CachedReading;

/** Shows {@link OverdueDeliveries#count}: anything but 0 for minutes is a fault of ours. */
public final class OverdueGauge implements MeterBinder {
  private final CachedReading<Integer> overdue;

  public OverdueGauge(OverdueDeliveries overdue) {
    this.overdue = new CachedReading<>(overdue::count);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("wardbell.deliveries.overdue", overdue, read -> read.number(Integer::doubleValue))
        .strongReference(true)
        .description("Deliveries that are not final and that nobody is due to move")
        .register(registry);
  }
}

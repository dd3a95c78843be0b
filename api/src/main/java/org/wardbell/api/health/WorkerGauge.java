package org.wardbell.api.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** A gauge that says whether any worker of this installation is there, as every api sees it. */
@Component
final class WorkerGauge implements MeterBinder {
  private final WorkerState workers;

  WorkerGauge(WorkerState workers) {
    this.workers = workers;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("wardbell.worker.present", workers, WorkerGauge::number)
        .description("1 while a worker is there, 0 while none is; NaN while nobody knows")
        .register(registry);
  }

  private static double number(WorkerState workers) {
    return switch (workers.presence()) {
      case THERE -> 1;
      case AWAY -> 0;
      case UNKNOWN -> Double.NaN;
    };
  }
}

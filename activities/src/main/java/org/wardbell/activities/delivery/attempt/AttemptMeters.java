package org.wardbell.activities.delivery.attempt;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.wardbell.activities.delivery.state.Lane;
import org.wardbell.workflows.delivery.AttemptOutcome;

/** Times attempts by outcome and lane, at most 30 series; ids are in the log, never in a tag. */
final class AttemptMeters {
  private record Series(AttemptOutcome outcome, Lane lane) {}

  private final MeterRegistry registry;
  private final ConcurrentHashMap<Series, Timer> timers = new ConcurrentHashMap<>();

  AttemptMeters(MeterRegistry registry, WebhookSlots slots) {
    this.registry = registry;
    Gauge.builder("wardbell.sending.slots", slots, WebhookSlots::used)
        .description("Requests under way in this process")
        .register(registry);
  }

  void attempted(AttemptOutcome outcome, Lane lane, long totalMicros) {
    timers
        .computeIfAbsent(new Series(outcome, lane), this::timer)
        .record(totalMicros, TimeUnit.MICROSECONDS);
  }

  private Timer timer(Series series) {
    return Timer.builder("wardbell.attempts")
        .description("One HTTP request, from its DNS to the last byte")
        .tag("outcome", series.outcome().name())
        .tag("lane", series.lane().name())
        .register(registry);
  }
}

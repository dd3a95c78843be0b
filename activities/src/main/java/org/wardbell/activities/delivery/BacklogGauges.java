package org.wardbell.activities.delivery;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import org.jooq.DSLContext;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.meter.CachedReading;

/**
 * Gauges of what waits in the database, over all processes. Each reads the first entry of an index,
 * so a long backlog costs no more than a short one.
 */
final class BacklogGauges implements MeterBinder {
  /** Events beyond this many are not counted: that there are so many says enough. */
  private static final int MOST_COUNTED = 10_000;

  private final DSLContext dsl;
  private final CachedReading<Numbers> reading = new CachedReading<>(this::ask);

  BacklogGauges(DSLContext dsl) {
    this.dsl = dsl;
  }

  private record Numbers(double undispatched, double undispatchedSeconds, double lateSeconds) {}

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(
        registry,
        "wardbell.events.undispatched",
        "Accepted events that were given to no webhook yet, 10,000 at most",
        Numbers::undispatched);
    gauge(
        registry,
        "wardbell.events.undispatched.seconds",
        "How long the oldest of them has waited",
        Numbers::undispatchedSeconds);
    gauge(
        registry,
        "wardbell.deliveries.late.seconds",
        "How long the delivery that waits longest beyond its time has waited",
        Numbers::lateSeconds);
  }

  private void gauge(
      MeterRegistry registry, String name, String description, ToDoubleFunction<Numbers> number) {
    Gauge.builder(name, reading, read -> read.number(number))
        .strongReference(true)
        .description(description)
        .register(registry);
  }

  private Numbers ask() {
    Instant now = DatabaseClock.read(dsl);
    int undispatched =
        dsl.fetchCount(
            DSL.selectOne().from(EVENT).where(EVENT.DISPATCHED_AT.isNull()).limit(MOST_COUNTED));
    Instant accepted =
        dsl.select(EVENT.ACCEPTED_AT)
            .from(EVENT)
            .where(EVENT.DISPATCHED_AT.isNull())
            .orderBy(EVENT.ACCEPTED_AT)
            .limit(1)
            .fetchOne(EVENT.ACCEPTED_AT);
    return new Numbers(
        undispatched,
        seconds(accepted, now),
        Math.max(
            seconds(first(DELIVERY.WAKES_AT), now), seconds(first(WEBHOOK_STATE.WAKES_AT), now)));
  }

  private @Nullable Instant first(TableField<?, Instant> time) {
    return dsl.select(time)
        .from(time.getTable())
        .where(time.isNotNull())
        .orderBy(time)
        .limit(1)
        .fetchOne(time);
  }

  private static double seconds(@Nullable Instant from, Instant now) {
    return from == null ? 0 : Math.max(0, Duration.between(from, now).toMillis() / 1_000.0);
  }
}

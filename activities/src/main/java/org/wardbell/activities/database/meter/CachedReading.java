package org.wardbell.activities.database.meter;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** A reading of the database for gauges: any number of gauges and scrapers share one query. */
public final class CachedReading<T> {
  /** The database is asked no more often than this. */
  private static final Duration REMEMBERED = Duration.ofSeconds(15);

  private final Supplier<T> query;
  private @Nullable T latest;
  private long readAt = System.nanoTime() - REMEMBERED.toNanos();

  /** Creates one; nothing is asked before the first scrape. */
  public CachedReading(Supplier<T> query) {
    this.query = query;
  }

  /** Returns one number of the reading; NaN while the database does not answer. */
  public synchronized double number(ToDoubleFunction<T> number) {
    long now = System.nanoTime();
    if (now - readAt >= REMEMBERED.toNanos()) {
      readAt = now;
      try {
        latest = query.get();
      } catch (DataAccessException away) {
        latest = null;
      }
    }
    T reading = latest;
    return reading == null ? Double.NaN : number.applyAsDouble(reading);
  }
}

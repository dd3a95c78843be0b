package org.wardbell.activities.database.meter;

import java.io.Serial;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;

/**
 * The count of statements that took long, waits for locks included. It keeps no statement: which
 * one it was, MySQL's slow query log tells to whoever may read the database.
 */
public final class SlowStatements implements ExecuteListener {
  /** Every statement of ours has an index; one that takes longer waits for a lock or the disk. */
  private static final Duration SLOW = Duration.ofSeconds(1);

  @Serial private static final long serialVersionUID = 1;

  private final LongAdder slow = new LongAdder();

  /** Returns how many there were since the start. */
  public double count() {
    return slow.sum();
  }

  @Override
  public void executeStart(ExecuteContext statement) {
    statement.data(SlowStatements.class, System.nanoTime());
  }

  @Override
  public void executeEnd(ExecuteContext statement) {
    ended(statement);
  }

  @Override
  public void exception(ExecuteContext statement) {
    ended(statement);
  }

  private void ended(ExecuteContext statement) {
    Object started = statement.data(SlowStatements.class, null);
    if (started instanceof Long nanos && System.nanoTime() - nanos >= SLOW.toNanos()) {
      slow.increment();
    }
  }
}

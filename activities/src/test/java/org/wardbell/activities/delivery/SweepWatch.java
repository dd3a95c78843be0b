package org.wardbell.activities.delivery;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.TransactionContext;
import org.jooq.TransactionListener;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.jooq.impl.DefaultTransactionListenerProvider;

/** A watch over the statements and transactions of a sweep. */
final class SweepWatch {
  private final AtomicInteger mostRows = new AtomicInteger();
  private final Collection<Long> transactions = new ConcurrentLinkedQueue<>();

  /** Returns the database with this watch over what one thread does with it. */
  DSLContext over(DSLContext dsl) {
    ExecuteListener statements =
        new ExecuteListener() {
          @Override
          public void end(ExecuteContext context) {
            int[] batch = context.batchRows();
            int most = Math.max(context.rows(), Arrays.stream(batch).max().orElse(0));
            mostRows.accumulateAndGet(most, Math::max);
          }
        };
    AtomicLong began = new AtomicLong();
    TransactionListener durations =
        new TransactionListener() {
          @Override
          public void beginStart(TransactionContext context) {
            began.set(System.nanoTime());
          }

          @Override
          public void commitEnd(TransactionContext context) {
            transactions.add(System.nanoTime() - began.get());
          }
        };
    return dsl.configuration()
        .derive(new DefaultExecuteListenerProvider(statements))
        .derive(new DefaultTransactionListenerProvider(durations))
        .dsl();
  }

  /** Returns how many rows one statement touched at most. */
  int mostRows() {
    return mostRows.get();
  }

  /** Returns how many transactions there were. */
  int transactions() {
    return transactions.size();
  }

  /** Returns how many took longer, and so held locks for longer. */
  long longerThan(Duration time) {
    return transactions.stream().filter(nanos -> nanos > time.toNanos()).count();
  }

  /** Returns how long the longest transaction took, and so for how long a lock was held at most. */
  Duration longest() {
    return Duration.ofNanos(transactions.stream().mapToLong(Long::longValue).max().orElse(0));
  }
}

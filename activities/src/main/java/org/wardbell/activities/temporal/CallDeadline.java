package org.wardbell.activities.temporal;

import io.grpc.Context;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The deadline of a call to Temporal; without one its client tries again for a minute. */
public final class CallDeadline {
  private static final ScheduledExecutorService DEADLINES =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("temporal-deadlines").factory());

  private CallDeadline() {}

  /**
   * Runs the call in this thread.
   *
   * @throws RuntimeException the client's, if Temporal did not say yes in time
   */
  public static void within(Duration time, Runnable call) {
    Context.CancellableContext context =
        Context.current().withDeadlineAfter(time.toMillis(), TimeUnit.MILLISECONDS, DEADLINES);
    try {
      context.run(call);
    } finally {
      context.close();
    }
  }
}

package org.wardbell.api.health;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/**
 * The state of Temporal for pages that say so. A page never waits for it: it gets what was found
 * last, and has it looked at again in the background.
 */
@Component
public final class TemporalState {
  private static final Duration FRESH = Duration.ofSeconds(2);

  /**
   * As long as the start of what a person waits for may take: what would still be done because
   * Temporal is slow, and not away, must not be refused.
   */
  private static final int DEADLINE_MILLIS = 3_000;

  private final WorkflowServiceStubs temporal;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile boolean away;
  private volatile long askedAtNanos = System.nanoTime() - FRESH.toNanos();

  TemporalState(WorkflowServiceStubs temporal) {
    this.temporal = temporal;
  }

  /** Returns whether Temporal did not answer when it was last asked. */
  public boolean isAway() {
    if (System.nanoTime() - askedAtNanos >= FRESH.toNanos() && asking.compareAndSet(false, true)) {
      Thread.startVirtualThread(this::ask);
    }
    return away;
  }

  private void ask() {
    try {
      var _ =
          temporal
              .blockingStub()
              .withDeadlineAfter(DEADLINE_MILLIS, TimeUnit.MILLISECONDS)
              .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      away = false;
    } catch (StatusRuntimeException noAnswer) {
      away = true;
    } finally {
      askedAtNanos = System.nanoTime();
      asking.set(false);
    }
  }
}

package org.wardbell.workflows.event;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.Backoff;
import org.wardbell.workflows.TaskQueues;
import org.wardbell.workflows.delivery.DeliveryActivities;
import org.wardbell.workflows.delivery.OpenDelivery;

/**
 * The workflow that dispatches its events, then waits for the deliveries that the express lane left
 * open.
 */
public final class EventWorkflowImpl implements EventWorkflow {
  /** A dispatch answers within 3 s of sending; the rest is for a slow database. */
  private static final Duration DISPATCH_TIMEOUT = Duration.ofSeconds(10);

  /** Waits before a dispatch that failed (database away) is tried again. */
  private static final Backoff DISPATCH_WAITS =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

  /**
   * A dispatch that fails adds 6 events. A database that is away for hours would fill a history, so
   * the workflow continues as new before; nothing is lost with it, for no delivery has been started
   * yet.
   */
  private static final int HISTORY_LIMIT = 350;

  /** Room for the claim and the journal around one HTTP call. */
  private static final int ACTIVITY_MARGIN_SECONDS = 15;

  private final DispatchActivities dispatch =
      Workflow.newLocalActivityStub(
          DispatchActivities.class,
          LocalActivityOptions.newBuilder()
              .setStartToCloseTimeout(DISPATCH_TIMEOUT)
              .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
              // The input is in the history already, 4 KB of it.
              .setDoNotIncludeArgumentsIntoMarker(true)
              .build());

  private final Map<String, OpenDelivery> open = new LinkedHashMap<>();
  private int matched;
  private int delivered;
  private int parked;
  private int waiting;
  private int ended;
  private boolean single;

  @Override
  public EventResult deliver(EventBatch batch) {
    single = batch.eventIds().size() == 1;
    boolean more = true;
    int dispatches = 0;
    while (more) {
      DispatchResult result = dispatchUntilDone(batch);
      matched += result.matched();
      delivered += result.delivered();
      parked += result.parked();
      if (listsAnew(dispatches++)) {
        open.clear();
      }
      result.open().forEach(delivery -> open.put(delivery.deliveryId(), delivery));
      more = result.more();
    }
    waiting = open.size();
    showDetails();
    Promise.allOf(open.values().stream().map(this::deliverRegularly).toList()).get();
    return new EventResult(matched, delivered, parked, ended);
  }

  /**
   * Returns whether a dispatch's list replaces that of the one before: each names all that is open,
   * and what was and is no more would only be asked for in vain. A workflow that was begun by an
   * older version keeps what it had.
   */
  private static boolean listsAnew(int dispatchesBefore) {
    return dispatchesBefore > 0
        && Workflow.getVersion("each-dispatch-lists-anew", Workflow.DEFAULT_VERSION, 1) == 1;
  }

  private DispatchResult dispatchUntilDone(EventBatch batch) {
    Duration wait = DISPATCH_WAITS.first();
    while (true) {
      try {
        return dispatch.dispatch(batch);
      } catch (ActivityFailure failure) {
        if (Workflow.getInfo().getHistoryLength() > HISTORY_LIMIT) {
          Workflow.continueAsNew(batch);
        }
        Workflow.sleep(wait);
        wait = DISPATCH_WAITS.after(wait);
      }
    }
  }

  private Promise<@Nullable Void> deliverRegularly(OpenDelivery delivery) {
    DeliveryActivities activities =
        Workflow.newActivityStub(DeliveryActivities.class, options(delivery));
    return Async.function(activities::deliver, delivery.deliveryId()).thenApply(this::count);
  }

  private static ActivityOptions options(OpenDelivery delivery) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.DELIVERIES)
        .setStartToCloseTimeout(
            Duration.ofSeconds(delivery.timeoutSeconds() + ACTIVITY_MARGIN_SECONDS))
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofSeconds(1))
                .setMaximumInterval(Duration.ofSeconds(60))
                .build())
        .setSummary(delivery.summary())
        .build();
  }

  private @Nullable Void count(String status) {
    waiting--;
    switch (status) {
      case "DELIVERED" -> delivered++;
      case DeliveryActivities.PARKED -> parked++;
      default -> ended++;
    }
    showDetails();
    return null;
  }

  private void showDetails() {
    StringBuilder details = new StringBuilder().append(matched);
    details.append(single ? " webhooks" : " deliveries");
    append(details, delivered, "delivered");
    append(details, waiting, "waiting");
    append(details, parked, "parked");
    append(details, ended, "ended without success");
    Workflow.setCurrentDetails(details.toString());
  }

  private static void append(StringBuilder details, int count, String word) {
    if (count > 0) {
      details.append(", ").append(count).append(' ').append(word);
    }
  }
}

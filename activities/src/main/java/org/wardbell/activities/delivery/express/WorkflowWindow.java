package org.wardbell.activities.delivery.express;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.event.RecordedEvents.Fresh;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.workflows.event.DispatchResult;
import org.wardbell.workflows.event.EventBatch;

/**
 * The events of a few commits that share a workflow. It is started once they are dispatched and no
 * more of them come, and has nothing to do but to be found. Events of which something is left open
 * wait for nobody: they get a workflow at once, which has the id if it is the first.
 */
final class WorkflowWindow {
  /** As many as one workflow is started for: their ids fit into a search attribute. */
  static final int LARGEST = EventBatch.STARTED_TOGETHER;

  private final String workflowId;
  private final WorkflowStarts starts;
  private final SettledDispatches settled;
  private final List<Fresh> ended = new ArrayList<>();
  private int matched;
  private int delivered;
  private int parked;
  private int joined;
  private int underWay;
  private boolean closed;
  private boolean named;

  WorkflowWindow(String workflowId, WorkflowStarts starts, SettledDispatches settled) {
    this.workflowId = workflowId;
    this.starts = starts;
    this.settled = settled;
  }

  String workflowId() {
    return workflowId;
  }

  /** Takes the events of one more commit, at most so many; false if there is no room for them. */
  synchronized boolean join(int events) {
    if (closed || joined + events > LARGEST) {
      return false;
    }
    joined += events;
    underWay++;
    return true;
  }

  /** Forgets a commit that came to nothing, or whose events others dispatch. */
  synchronized void left() {
    leave();
  }

  /** Notes the end of a dispatch that left nothing open. */
  synchronized void ended(List<Fresh> events, DispatchResult result) {
    ended.addAll(events);
    matched += result.matched();
    delivered += result.delivered();
    parked += result.parked();
    leave();
  }

  /**
   * Has a workflow started at once for events of which something is left to do.
   *
   * @param result of their dispatch, or null if it failed
   */
  synchronized void leftOpen(List<Fresh> events, @Nullable DispatchResult result) {
    closed = true;
    start(events, result);
    leave();
  }

  /** Ends the time in which commits may join. */
  synchronized void close() {
    closed = true;
    startIfOver();
  }

  private void leave() {
    underWay--;
    startIfOver();
  }

  private void startIfOver() {
    if (closed && underWay == 0 && !ended.isEmpty()) {
      List<Fresh> events = List.copyOf(ended);
      ended.clear();
      start(events, new DispatchResult(matched, delivered, parked, false, List.of()));
    }
  }

  private void start(List<Fresh> events, @Nullable DispatchResult result) {
    if (result != null) {
      settled.add(batch(events), result);
    }
    starts.start(named ? workflowId + "/" + events.getFirst().id() : workflowId, events);
    named = true;
  }

  static EventBatch batch(List<Fresh> events) {
    return new EventBatch(events.stream().map(event -> event.id().toString()).toList());
  }
}

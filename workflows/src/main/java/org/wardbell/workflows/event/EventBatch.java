package org.wardbell.workflows.event;

import java.util.List;

/**
 * The input of an {@link EventWorkflow}: ids of events that were committed together, at most
 * {@value #MAXIMUM_EVENTS}.
 */
public record EventBatch(List<String> eventIds) {
  /** Keeps a workflow's input near 4 KB, and its deliveries within one history of 500 events. */
  public static final int MAXIMUM_EVENTS = 100;

  public EventBatch {
    eventIds = List.copyOf(eventIds);
    if (eventIds.isEmpty() || eventIds.size() > MAXIMUM_EVENTS) {
      throw new IllegalArgumentException("a batch holds 1 to 100 events, not " + eventIds.size());
    }
  }
}

package org.wardbell.workflows.event;

import java.util.ArrayList;
import java.util.List;

/**
 * The input of an {@link EventWorkflow}: ids of events that were committed together, at most
 * {@value #MAXIMUM_EVENTS}.
 */
public record EventBatch(List<String> eventIds) {
  /** Keeps a workflow's input near 4 KB, and its deliveries within one history of 500 events. */
  public static final int MAXIMUM_EVENTS = 100;

  /**
   * How many share a workflow that is started now. All of their ids fit into one search attribute,
   * for which Temporal takes 2 KB.
   */
  public static final int STARTED_TOGETHER = 50;

  /** Groups events, in their order, as workflows are started for them. */
  public static <T> List<List<T>> startedTogether(List<T> events) {
    List<List<T>> groups = new ArrayList<>();
    for (int from = 0; from < events.size(); from += STARTED_TOGETHER) {
      groups.add(events.subList(from, Math.min(events.size(), from + STARTED_TOGETHER)));
    }
    return groups;
  }

  public EventBatch {
    eventIds = List.copyOf(eventIds);
    if (eventIds.isEmpty() || eventIds.size() > MAXIMUM_EVENTS) {
      throw new IllegalArgumentException("a batch holds 1 to 100 events, not " + eventIds.size());
    }
  }
}

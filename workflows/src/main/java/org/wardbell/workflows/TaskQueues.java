package org.wardbell.workflows;

/**
 * Names of Temporal task queues. They are wire format: workers and starters of any version agree on
 * them.
 */
public final class TaskQueues {
  /** Event, webhook and calendar workflows and their activities. */
  public static final String MAIN = "wardbell";

  private TaskQueues() {}
}

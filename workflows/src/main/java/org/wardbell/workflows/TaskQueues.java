package org.wardbell.workflows;

/**
 * Names of Temporal task queues. They are wire format: workers and starters of any version agree on
 * them.
 */
public final class TaskQueues {
  /** Event, webhook and calendar workflows and their activities. */
  public static final String MAIN = "wardbell";

  /**
   * The queue of tasks that a person waits for: workers keep slots of its own for it, so that
   * nothing is before it.
   */
  public static final String INTERACTIVE = "interactive";

  private TaskQueues() {}
}

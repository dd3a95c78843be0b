package org.wardbell.workflows;

/**
 * Names of Temporal task queues. They are wire format: workers and starters of any version agree on
 * them.
 */
public final class TaskQueues {
  /**
   * The queue of all lasting workflows, of the local activities that they run, and of replay jobs.
   * Workers take every kind of activity from it, as older versions asked for them here.
   */
  public static final String MAIN = "wardbell";

  /**
   * The queue of tasks that a person waits for: workers keep slots of its own for it, so that
   * nothing is before it.
   */
  public static final String INTERACTIVE = "interactive";

  /** Later attempts of deliveries; a receiver that hangs holds a slot of this queue. */
  public static final String DELIVERIES = "deliveries";

  /** Drains of webhooks, which take as long as the slowest request in them. */
  public static final String DRAINS = "drains";

  /** Work on calendars, for which a doctor waits. */
  public static final String CALENDARS = "calendars";

  private TaskQueues() {}
}

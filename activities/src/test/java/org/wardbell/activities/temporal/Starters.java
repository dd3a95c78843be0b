package org.wardbell.activities.temporal;

import io.temporal.client.WorkflowClient;

/** Starters of workflows for tests in which nobody searches for them. */
public final class Starters {
  private Starters() {}

  /** Returns a starter that sends no search attributes. */
  public static WorkflowStarter unlabelled(WorkflowClient client) {
    return new WorkflowStarter(client, new SearchableNamespace(client));
  }
}

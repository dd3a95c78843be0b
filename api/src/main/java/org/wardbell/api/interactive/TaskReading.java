package org.wardbell.api.interactive;

import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.interactive.InteractiveStore;
import org.wardbell.activities.interactive.KeptTask;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.ProblemException;

/** The reading of tasks that took longer than their caller waited, each with its audit row. */
@Component
public final class TaskReading {
  private final DSLContext database;
  private final InteractiveStore tasks;
  private final AuditStore audit;

  TaskReading(DSLContext database, InteractiveStore tasks, AuditStore audit) {
    this.database = database;
    this.tasks = tasks;
    this.audit = audit;
  }

  /** Returns a task, if this caller sees it. */
  public KeptTask read(UUID id, Caller caller) {
    KeptTask task = tasks.find(id).orElseThrow(() -> ProblemException.notFound("task"));
    caller.requireSees(task.clinicId(), "task");
    audit.append(
        database, AuditEntry.of(task.clinicId(), caller.origin(), "task.read", "task/" + id));
    return task;
  }
}

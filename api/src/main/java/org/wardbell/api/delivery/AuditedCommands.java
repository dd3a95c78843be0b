package org.wardbell.api.delivery;

import org.jooq.DSLContext;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * The base of commands: each changes rows and adds its line to the audit trail in one commit, then
 * wakes the workflow that acts on it.
 */
abstract class AuditedCommands {
  final DSLContext database;
  final AuditStore audit;
  final WorkflowStarts workflows;

  AuditedCommands(DSLContext database, AuditStore audit, WorkflowStarts workflows) {
    this.database = database;
    this.audit = audit;
    this.workflows = workflows;
  }

  /** Returns the refusal of a command that the rows, as they are, do not allow. */
  static ProblemException conflict(String detail) {
    return ProblemException.of(ProblemKind.CONFLICT, detail);
  }
}

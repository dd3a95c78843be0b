package org.wardbell.activities.interactive;

/** The state of a task. */
public enum TaskState {
  /** No worker has begun. */
  WAITING,
  /** A worker is at it. */
  RUNNING,
  /** There is a result. */
  DONE,
  /** The worker failed at it, or died; it is not tried again. */
  FAILED,
  /** No worker began in time; none will. */
  GIVEN_UP
}

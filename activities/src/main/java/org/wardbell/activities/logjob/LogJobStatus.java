package org.wardbell.activities.logjob;

/** The states of a job on the execution log. Names are stored and shown; never rename one. */
public enum LogJobStatus {
  RUNNING,
  DONE,
  CANCELLED
}

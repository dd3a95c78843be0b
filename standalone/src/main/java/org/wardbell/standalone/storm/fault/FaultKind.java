package org.wardbell.standalone.storm.fault;

/** A kind of fault. */
public enum FaultKind {
  /** SIGKILL, and a start on the same data. */
  KILL,
  /** SIGSTOP for a while, then SIGCONT: the process wakes up late and knows nothing of it. */
  STOP,
  /** SIGKILL, and a start without data; of Temporal, which may be lost. */
  WIPE,
  /** Every connection is reset. */
  CUT,
  /** Every connection falls silent for the client and ends for the server, then it is reset. */
  HALF_OPEN,
  /** What was asked is done, and the answers are lost; then the connections are reset. */
  LOSE_ANSWERS,
  /** Each piece of bytes comes late for a while. */
  DELAY
}

package org.wardbell.activities.calendar.trouble;

/** The kind of a calendar's trouble that is told once. Names are stored; never rename one. */
public enum AlertKind {
  /** Something known has waited for too long, or nothing was read for too long. */
  SYNC_DELAYED,
  /** A push channel is about to end and was not renewed. */
  CHANNEL_ENDING,
  /** Some of Google's events cannot be read or kept. */
  QUARANTINE,
  /** Sync tokens die as soon as they are issued. */
  DEAD_TOKENS,
  /** Google refuses for a reason that only the operator of this installation can remove. */
  OPERATOR
}

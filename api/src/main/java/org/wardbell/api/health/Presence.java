package org.wardbell.api.health;

/** The knowledge of whether any worker of this installation is there. */
public enum Presence {
  /** At least one gives signs of life. */
  THERE,
  /** None does, and Temporal knows of none. What needs one would wait in vain. */
  AWAY,
  /** Not watched for long enough, or the database or Temporal does not answer. */
  UNKNOWN
}

package org.wardbell.activities.rotation;

/** The key that a rotation changes. Names are stored. */
public enum RotationKind {
  /** A clinic's data key, or with no clinic the installation's. */
  DATA,
  /** The master key, which wraps all data keys. */
  MASTER
}

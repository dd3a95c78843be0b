package org.wardbell.activities.clinic;

/** The administrator key that the operator chose is too weak to start with. */
public final class UnusableAdministratorKey extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnusableAdministratorKey(String message) {
    super(message);
  }
}

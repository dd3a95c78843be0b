package org.wardbell.activities.clinic;

/** An administrator key, chosen by the operator, that is too weak to start with. */
public final class UnusableAdministratorKey extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnusableAdministratorKey(String message) {
    super(message);
  }
}

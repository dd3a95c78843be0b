package org.wardbell.activities.audit;

/** An audit trail whose chain of seals was changed by somebody else than Wardbell. */
final class BrokenAuditException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BrokenAuditException(String message) {
    super(message);
  }
}

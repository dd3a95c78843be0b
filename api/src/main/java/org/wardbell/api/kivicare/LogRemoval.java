package org.wardbell.api.kivicare;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.delivery.removal.DeliveryRemoval;
import org.wardbell.api.access.Caller;

/**
 * The removal of log records: of deliveries that have ended, with their attempts. What is open
 * stays. In chunks, each a transaction of its own with its row in the audit trail.
 */
@Component
final class LogRemoval {
  /** A request ends in seconds; what is left is for the next one, and for the end by age. */
  static final int MAXIMUM = 5_000;

  /** Of 20 attempts at most, so that one transaction removes nearly always all of them. */
  static final int CHUNK = 25;

  /** Attempts that a transaction removes; a delivery stays until it has none. */
  private static final int ATTEMPTS = 500;

  private final DSLContext database;
  private final AuditStore audit;

  LogRemoval(DSLContext database, AuditStore audit) {
    this.database = database;
    this.audit = audit;
  }

  /**
   * Removes deliveries of a clinic that have ended.
   *
   * @param ended at most {@value #MAXIMUM}
   * @return how many are gone
   */
  int remove(UUID clinic, List<UUID> ended, Caller caller) {
    int removed = 0;
    for (int from = 0; from < ended.size(); from += CHUNK) {
      Collection<UUID> chunk = ended.subList(from, Math.min(ended.size(), from + CHUNK));
      Step step;
      do {
        step = Contention.result(database, of -> step(of.dsl(), clinic, chunk, caller));
        removed += step.deliveries();
      } while (step.attempts() == ATTEMPTS);
    }
    return removed;
  }

  /** The rows that a transaction removed. */
  private record Step(int attempts, int deliveries) {}

  private Step step(DSLContext transaction, UUID clinic, Collection<UUID> chunk, Caller caller) {
    Step step =
        new Step(
            DeliveryRemoval.attempts(transaction, chunk, ATTEMPTS),
            DeliveryRemoval.deliveries(transaction, chunk));
    if (step.attempts() + step.deliveries() > 0) {
      audit.append(
          transaction,
          AuditEntry.of(clinic, caller.origin(), "delivery.log_deleted", "deliveries")
              .with(Map.of("deliveries", step.deliveries(), "attempts", step.attempts())));
    }
    return step;
  }
}

package org.wardbell.activities.audit;

import static org.wardbell.activities.database.generated.Tables.AUDIT;
import static org.wardbell.activities.database.generated.Tables.AUDIT_HEAD;
import static org.wardbell.activities.database.generated.Tables.AUDIT_SEAL;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.Contention;

/**
 * The end of the oldest rows of the audit trail. Rows end from the beginning of the chain only,
 * after they were compared with their seals once more; the anchor, a signed row, keeps the last
 * seal of those that ended, so that what is left is still a chain.
 */
public final class AuditRetention {
  private static final Logger log = LoggerFactory.getLogger(AuditRetention.class);

  private final DSLContext database;
  private final AuditSeals seals;

  public AuditRetention(DSLContext database, Encryption encryption) {
    this.database = database;
    this.seals = new AuditSeals(encryption);
  }

  /**
   * A step.
   *
   * @param rows rows that ended
   * @param problem {@code broken} if the chain is, {@code not_allowed} if the database refuses, or
   *     null
   */
  public record Step(int rows, @Nullable String problem) {}

  /**
   * Ends rows of before a moment, the oldest of the chain.
   *
   * @param limit rows at most
   */
  public Step step(Instant until, int limit) {
    try {
      return new Step(
          Contention.result(database, configuration -> step(configuration.dsl(), until, limit)),
          null);
    } catch (BrokenAuditException broken) {
      log.error("no rows of the audit trail end: {}", String.valueOf(broken.getMessage()));
      return new Step(0, "broken");
    } catch (DataAccessException failure) {
      if (!isRefusal(failure)) {
        throw failure;
      }
      log.warn(
          "the database does not let old rows of the audit trail be removed (SQLSTATE {}); see retention in the"
              + " documentation",
          failure.sqlState());
      return new Step(0, "not_allowed");
    }
  }

  /** 42000 is a missing right, 45000 a trigger that says no. */
  private static boolean isRefusal(DataAccessException failure) {
    return "42000".equals(failure.sqlState()) || "45000".equals(failure.sqlState());
  }

  private int step(DSLContext transaction, Instant until, int limit) {
    AuditAnchor anchor = AuditAnchor.lock(transaction, seals);
    Long head =
        transaction
            .select(AUDIT_HEAD.POSITION)
            .from(AUDIT_HEAD)
            .where(AUDIT_HEAD.ID.eq(AuditSealing.HEAD))
            .fetchOne(AUDIT_HEAD.POSITION);
    if (head == null) {
      return 0;
    }
    long position = anchor.position();
    byte[] before = anchor.seal();
    List<Long> ended = new ArrayList<>();
    for (Record row : page(transaction, position, head, limit)) {
      if (row.get(AUDIT.AT) != null && !row.get(AUDIT.AT).isBefore(until)) {
        break;
      }
      position++;
      AuditVerification.Fault fault = AuditVerifier.fault(seals, row, position, before);
      if (fault != null) {
        throw new BrokenAuditException(
            "position "
                + position
                + " of the chain is not as it was sealed ("
                + fault.kind()
                + ")");
      }
      before = row.get(AUDIT_SEAL.SEAL);
      ended.add(row.get(AUDIT.NUMBER));
    }
    if (ended.isEmpty()) {
      return 0;
    }
    AuditAnchor.put(transaction, seals, new AuditAnchor(position, before));
    transaction.deleteFrom(AUDIT_SEAL).where(AUDIT_SEAL.POSITION.le(position)).execute();
    transaction.deleteFrom(AUDIT).where(AUDIT.NUMBER.in(ended)).execute();
    return ended.size();
  }

  /** The head's own row stays: its seal is the end of the chain. */
  private static List<Record> page(DSLContext transaction, long after, long head, int limit) {
    return AuditVerifier.links(transaction)
        .where(AUDIT_SEAL.POSITION.gt(after), AUDIT_SEAL.POSITION.lt(head))
        .orderBy(AUDIT_SEAL.POSITION)
        .limit(limit)
        .fetch();
  }
}

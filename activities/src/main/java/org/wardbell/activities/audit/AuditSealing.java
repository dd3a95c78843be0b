package org.wardbell.activities.audit;

import static org.wardbell.activities.database.generated.Tables.AUDIT;
import static org.wardbell.activities.database.generated.Tables.AUDIT_HEAD;
import static org.wardbell.activities.database.generated.Tables.AUDIT_SEAL;
import static org.wardbell.activities.database.generated.Tables.AUDIT_UNSEALED;

import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.types.UByte;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.AuditHeadRecord;

/**
 * The sealing of new rows of the audit trail. It comes after their commit, so that no request waits
 * for another one's: rows get their place in the chain in the order in which the sealing finds
 * them. Until then, for some seconds, the removal of a row leaves no gap.
 */
public final class AuditSealing {
  /** Rows of one transaction, so that it is short. */
  static final int BATCH = 500;

  static final UByte HEAD = UByte.valueOf(1);

  private final DSLContext database;
  private final AuditSeals seals;

  AuditSealing(DSLContext database, AuditSeals seals) {
    this.database = database;
    this.seals = seals;
  }

  /**
   * The end of the chain.
   *
   * @param position rows that are sealed
   * @param last the newest seal
   */
  public record Head(long position, byte[] last) {}

  /** Returns whether rows wait for their seal. */
  boolean hasWork() {
    return database.fetchExists(AUDIT_UNSEALED);
  }

  /**
   * Seals the oldest rows that wait.
   *
   * @return the rows that it sealed; 0 also while another process is at it
   * @throws BrokenAuditException if the chain does not end as its head says: then nothing is added,
   *     because it would hide that
   */
  int step() {
    return database.transactionResult(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          Head head = lock(transaction);
          return head == null ? 0 : extend(transaction, head);
        });
  }

  private @Nullable Head lock(DSLContext transaction) {
    AuditHeadRecord kept =
        transaction
            .selectFrom(AUDIT_HEAD)
            .where(AUDIT_HEAD.ID.eq(HEAD))
            .forUpdate()
            .skipLocked()
            .fetchOne();
    if (kept != null) {
      return checked(kept, last(transaction, kept.getPosition()));
    }
    if (transaction.fetchExists(AUDIT_HEAD)) {
      return null; // Another process has it.
    }
    if (transaction.fetchExists(AUDIT_SEAL)) {
      throw new BrokenAuditException("the end of the audit trail is missing");
    }
    transaction
        .insertInto(AUDIT_HEAD)
        .set(AUDIT_HEAD.ID, HEAD)
        .set(AUDIT_HEAD.POSITION, 0L)
        .set(AUDIT_HEAD.SIGNATURE, seals.signature(0, AuditSeals.NONE))
        .onDuplicateKeyIgnore()
        .execute();
    return null; // The next step begins with it.
  }

  private Head checked(AuditHeadRecord kept, byte @Nullable [] last) {
    if (last == null
        || !AuditSeals.same(kept.getSignature(), seals.signature(kept.getPosition(), last))) {
      throw new BrokenAuditException("the end of the audit trail is not where it was");
    }
    return new Head(kept.getPosition(), last);
  }

  /** Returns the seal at a position, or null if there is none. */
  static byte @Nullable [] last(DSLContext dsl, long position) {
    return position == 0
        ? AuditSeals.NONE
        : dsl.select(AUDIT_SEAL.SEAL)
            .from(AUDIT_SEAL)
            .where(AUDIT_SEAL.POSITION.eq(position))
            .fetchOne(AUDIT_SEAL.SEAL);
  }

  private int extend(DSLContext transaction, Head head) {
    List<KeptAuditEntry> rows =
        transaction
            .select(AUDIT.fields())
            .from(AUDIT_UNSEALED)
            .join(AUDIT)
            .on(AUDIT.NUMBER.eq(AUDIT_UNSEALED.NUMBER))
            .leftJoin(AUDIT_SEAL)
            .on(AUDIT_SEAL.NUMBER.eq(AUDIT_UNSEALED.NUMBER))
            .where(AUDIT_SEAL.NUMBER.isNull())
            .orderBy(AUDIT_UNSEALED.NUMBER)
            .limit(BATCH)
            .fetch(row -> AuditRows.read(row.into(AUDIT)));
    if (rows.isEmpty()) {
      return 0;
    }
    long position = head.position();
    byte[] last = head.last();
    List<Query> inserts = new ArrayList<>(rows.size());
    for (KeptAuditEntry row : rows) {
      position++;
      last = seals.seal(last, position, row);
      inserts.add(
          transaction
              .insertInto(AUDIT_SEAL)
              .set(AUDIT_SEAL.POSITION, position)
              .set(AUDIT_SEAL.NUMBER, row.number())
              .set(AUDIT_SEAL.SEAL, last)
              .set(AUDIT_SEAL.SEALED_AT, DatabaseClock.now()));
    }
    transaction.batch(inserts).execute();
    transaction
        .deleteFrom(AUDIT_UNSEALED)
        .where(AUDIT_UNSEALED.NUMBER.in(rows.stream().map(KeptAuditEntry::number).toList()))
        .execute();
    transaction
        .update(AUDIT_HEAD)
        .set(AUDIT_HEAD.POSITION, position)
        .set(AUDIT_HEAD.SIGNATURE, seals.signature(position, last))
        .where(AUDIT_HEAD.ID.eq(HEAD))
        .execute();
    return rows.size();
  }
}

package org.wardbell.activities.audit;

import static org.wardbell.activities.database.generated.Tables.AUDIT_ANCHOR;

import org.jooq.DSLContext;
import org.jooq.types.UByte;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.generated.tables.records.AuditAnchorRecord;

/**
 * The beginning of the chain that is left.
 *
 * @param position rows that ended
 * @param seal the last of their seals
 */
record AuditAnchor(long position, byte[] seal) {
  /** The beginning of a chain of which nothing has ended. */
  private static final AuditAnchor NONE = new AuditAnchor(0, AuditSeals.NONE);

  private static final UByte ID = UByte.valueOf(1);

  /**
   * Reads the anchor.
   *
   * @throws BrokenAuditException if its signature does not fit: somebody moved it
   */
  static AuditAnchor read(DSLContext dsl, AuditSeals seals) {
    return checked(dsl.selectFrom(AUDIT_ANCHOR).where(AUDIT_ANCHOR.ID.eq(ID)).fetchOne(), seals);
  }

  /** Reads it and locks its row, which is made if there is none. */
  static AuditAnchor lock(DSLContext transaction, AuditSeals seals) {
    transaction
        .insertInto(AUDIT_ANCHOR)
        .set(AUDIT_ANCHOR.ID, ID)
        .set(AUDIT_ANCHOR.POSITION, NONE.position)
        .set(AUDIT_ANCHOR.SEAL, NONE.seal)
        .set(AUDIT_ANCHOR.SIGNATURE, seals.anchor(NONE.position, NONE.seal))
        // Not ignored: that would lock the row for reading first, and two sweeps at once would
        // meet.
        .onDuplicateKeyUpdate()
        .set(AUDIT_ANCHOR.ID, ID)
        .execute();
    return checked(
        transaction.selectFrom(AUDIT_ANCHOR).where(AUDIT_ANCHOR.ID.eq(ID)).forUpdate().fetchOne(),
        seals);
  }

  private static AuditAnchor checked(@Nullable AuditAnchorRecord row, AuditSeals seals) {
    if (row == null) {
      return NONE;
    }
    if (!AuditSeals.same(row.getSignature(), seals.anchor(row.getPosition(), row.getSeal()))) {
      throw new BrokenAuditException("the beginning of the audit trail was changed");
    }
    return new AuditAnchor(row.getPosition(), row.getSeal());
  }

  /** Moves the anchor, whose row is locked. */
  static void put(DSLContext transaction, AuditSeals seals, AuditAnchor anchor) {
    byte[] signature = seals.anchor(anchor.position, anchor.seal);
    transaction
        .update(AUDIT_ANCHOR)
        .set(AUDIT_ANCHOR.POSITION, anchor.position)
        .set(AUDIT_ANCHOR.SEAL, anchor.seal)
        .set(AUDIT_ANCHOR.SIGNATURE, signature)
        .where(AUDIT_ANCHOR.ID.eq(ID))
        .execute();
  }
}

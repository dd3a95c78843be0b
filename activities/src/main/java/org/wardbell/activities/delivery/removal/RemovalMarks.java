package org.wardbell.activities.delivery.removal;

import static org.wardbell.activities.database.generated.Tables.REMOVAL_MARK;

import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.impl.DSL;

/**
 * The marks of clinics up to which events, attempts or deliveries were removed: statistics cannot
 * count those days again. A mark is written before the rows go, so that all who remove rows lock in
 * the same order.
 */
public final class RemovalMarks {
  private RemovalMarks() {}

  /**
   * Moves marks on, inside the transaction that removes; none is ever moved back.
   *
   * @param latest clinics, and when the latest of their rows happened that are about to go
   */
  public static void note(DSLContext transaction, Select<Record2<UUID, Instant>> latest) {
    transaction
        .insertInto(REMOVAL_MARK, REMOVAL_MARK.CLINIC_ID, REMOVAL_MARK.REMOVED_UNTIL)
        .select(latest)
        .onDuplicateKeyUpdate()
        .set(
            REMOVAL_MARK.REMOVED_UNTIL,
            DSL.field(
                "greatest({0}, values({0}))",
                REMOVAL_MARK.REMOVED_UNTIL.getDataType(), REMOVAL_MARK.REMOVED_UNTIL))
        .execute();
  }
}

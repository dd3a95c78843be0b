package org.wardbell.activities.retention;

import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.RETENTION_MARK;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.RetentionShareRecord;

/**
 * The marks up to which a clinic's events have no payload any more. A mark stays a day behind, so
 * that sweeps look at each event more than once: a body that was just being kept at the first look
 * is found at the second.
 */
final class RetentionMarks {
  private static final Duration LOOKED_AT_AGAIN = Duration.ofDays(1);

  private RetentionMarks() {}

  /** Returns the numbers after which a sweep begins, of those clinics that have a mark. */
  static Map<UUID, Long> read(DSLContext dsl, List<UUID> clinics) {
    return dsl.select(RETENTION_MARK.CLINIC_ID, RETENTION_MARK.PAYLOAD_NUMBER)
        .from(RETENTION_MARK)
        .where(RETENTION_MARK.CLINIC_ID.in(clinics))
        .fetchMap(RETENTION_MARK.CLINIC_ID, RETENTION_MARK.PAYLOAD_NUMBER);
  }

  /** Moves the mark on after a sweep that has come to its end. */
  static void put(DSLContext transaction, RetentionShareRecord share) {
    @Nullable Long number =
        transaction
            .select(EVENT.NUMBER)
            .from(EVENT.forceIndex("event_clinic"))
            .where(EVENT.CLINIC_ID.eq(share.getClinicId()))
            .and(EVENT.NUMBER.le(share.getPosition()))
            .and(EVENT.ID.lt(Ids.firstOf(share.getPayloadsUntil().minus(LOOKED_AT_AGAIN))))
            .orderBy(EVENT.NUMBER.desc())
            .limit(1)
            .fetchOne(EVENT.NUMBER);
    @Nullable Long kept = share.getPassedOver();
    if (number != null) {
      long mark = kept == null ? number : Math.min(number, kept - 1);
      transaction
          .insertInto(RETENTION_MARK, RETENTION_MARK.CLINIC_ID, RETENTION_MARK.PAYLOAD_NUMBER)
          .values(share.getClinicId(), mark)
          .onDuplicateKeyUpdate()
          .set(RETENTION_MARK.PAYLOAD_NUMBER, mark)
          .execute();
    }
  }
}

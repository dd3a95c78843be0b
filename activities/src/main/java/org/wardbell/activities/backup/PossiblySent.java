package org.wardbell.activities.backup;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.REPLAY;
import static org.wardbell.activities.database.generated.Tables.RESTORATION;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/**
 * The doubt about a delivery after a restore: it was open when the backup was made, or made after
 * the restore for an event or a replay that was. So it may have been sent between the two, and
 * nothing here tells. The times of rows say which these are.
 *
 * @param snapshotAt the moment that the backup shows
 * @param restoredAt the moment of the restore
 */
public record PossiblySent(Instant snapshotAt, Instant restoredAt) {
  private static final String LIVE = "live";

  /** Returns the newest such doubt about a delivery. */
  public static Optional<PossiblySent> of(DSLContext database, UUID delivery) {
    return database
        .select(RESTORATION.SNAPSHOT_AT, RESTORATION.RESTORED_AT)
        .from(DELIVERY)
        .leftJoin(EVENT)
        .on(EVENT.ID.eq(DELIVERY.EVENT_ID))
        .leftJoin(REPLAY)
        .on(REPLAY.ID.eq(DELIVERY.REPLAY_ID))
        // A handful of rows: a restore is a rare day.
        .join(RESTORATION)
        .on(
            DELIVERY
                .CREATED_AT
                .lt(RESTORATION.RESTORED_AT)
                .and(
                    DELIVERY
                        .FINISHED_AT
                        .isNull()
                        .or(DELIVERY.FINISHED_AT.ge(RESTORATION.RESTORED_AT)))
                .or(
                    DELIVERY
                        .CREATED_AT
                        .ge(RESTORATION.RESTORED_AT)
                        .and(
                            DELIVERY
                                .TRIGGER
                                .eq(LIVE)
                                .and(EVENT.ACCEPTED_AT.lt(RESTORATION.RESTORED_AT))
                                .or(REPLAY.CREATED_AT.lt(RESTORATION.RESTORED_AT)))))
        .where(DELIVERY.ID.eq(delivery))
        .orderBy(RESTORATION.RESTORED_AT.desc())
        .limit(1)
        .fetchOptional(row -> new PossiblySent(row.value1(), row.value2()));
  }
}

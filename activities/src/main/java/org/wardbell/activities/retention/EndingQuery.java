package org.wardbell.activities.retention;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Instant;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.delivery.query.NumbersByTime;

/**
 * The question what would end of a clinic with other ages. It looks at the oldest rows of the
 * clinic, where rows that are due lie together, and counts no further than {@value #MOST}.
 */
public final class EndingQuery {
  /** A person does not choose otherwise for 10,001 than for a million. */
  public static final int MOST = 10_000;

  private final DSLContext database;

  public EndingQuery(DSLContext database) {
    this.database = database;
  }

  /** The rows that would end, each counted up to {@value #MOST}. */
  public record Ending(int payloads, int deliveries) {}

  /** Returns what is due with the wanted ages, and not with those of before. */
  public Ending of(UUID clinic, RetentionPolicy before, RetentionPolicy wanted) {
    Instant now = DatabaseClock.read(database);
    return new Ending(
        payloads(clinic, before.payloadsUntil(now), wanted.payloadsUntil(now)),
        deliveries(clinic, before.deliveriesUntil(now), wanted.deliveriesUntil(now)));
  }

  private int payloads(UUID clinic, Instant from, Instant to) {
    NumbersByTime numbers = new NumbersByTime(database, EVENT, EVENT.NUMBER, EVENT.ACCEPTED_AT);
    return from.isBefore(to)
        ? count(
            EVENT,
            EVENT
                .CLINIC_ID
                .eq(clinic)
                .and(EVENT.NUMBER.ge(numbers.lowest(from)))
                .and(EVENT.NUMBER.lt(numbers.highest(to)))
                .and(EVENT.DATA_CIPHERTEXT.isNotNull())
                .and(EVENT.ACCEPTED_AT.ge(from))
                .and(EVENT.ACCEPTED_AT.lt(to)))
        : 0;
  }

  /** A delivery ends after it was made, so those that are due have numbers below that time's. */
  private int deliveries(UUID clinic, Instant from, Instant to) {
    NumbersByTime numbers =
        new NumbersByTime(database, DELIVERY, DELIVERY.NUMBER, DELIVERY.CREATED_AT);
    return from.isBefore(to)
        ? count(
            DELIVERY,
            DELIVERY
                .CLINIC_ID
                .eq(clinic)
                .and(DELIVERY.NUMBER.lt(numbers.highest(to)))
                .and(DELIVERY.FINISHED_AT.ge(from))
                .and(DELIVERY.FINISHED_AT.lt(to)))
        : 0;
  }

  private int count(Table<?> table, Condition due) {
    return database.fetchCount(DSL.selectOne().from(table).where(due).limit(MOST));
  }
}

package org.wardbell.activities.delivery.query;

import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.activities.event.KeptEvent;

/**
 * The query behind lists of events. It walks one index backwards; for a type or a source, which no
 * index has, it looks at so many rows at most, and its cursor goes on.
 */
public final class EventListQuery {
  /** Rows that one page looks at for a type or a source. */
  static final int SCANNED_ROWS = 5_000;

  private final DSLContext database;
  private final EventQuery events;
  private final NumbersByTime numbers;

  public EventListQuery(DSLContext database, EventQuery events) {
    this.database = database;
    this.events = events;
    this.numbers = new NumbersByTime(database, EVENT, EVENT.NUMBER, EVENT.ACCEPTED_AT);
  }

  /** Returns the events that pass the filter, newest first. */
  public EventSlice list(EventFilter filter, int limit) {
    Condition bounded = bounded(filter);
    Condition wanted = bounded.and(unindexed(filter));
    if (filter.needsRows()) {
      return scanned(bounded, wanted, limit);
    }
    List<KeptEvent> rows = events.list(wanted, limit + 1);
    if (rows.size() <= limit) {
      return new EventSlice(rows, null);
    }
    List<KeptEvent> page = rows.subList(0, limit);
    return new EventSlice(page, page.getLast().number());
  }

  private EventSlice scanned(Condition bounded, Condition wanted, int limit) {
    Long oldest = oldest(bounded);
    List<KeptEvent> rows =
        events.list(oldest == null ? wanted : wanted.and(EVENT.NUMBER.ge(oldest)), limit);
    boolean full = rows.size() == limit;
    return new EventSlice(rows, full ? (Long) rows.getLast().number() : oldest);
  }

  /** Returns the number of the last row that a page looks at, or null if the rest is less. */
  private @Nullable Long oldest(Condition bounded) {
    return database
        .select(EVENT.NUMBER)
        .from(EVENT)
        .where(bounded)
        .orderBy(EVENT.NUMBER.desc())
        .limit(1)
        .offset(SCANNED_ROWS - 1)
        .fetchOne(EVENT.NUMBER);
  }

  private Condition bounded(EventFilter filter) {
    Condition wanted = EventQuery.in(filter.clinic(), filter.subject(), filter.before());
    if (filter.from() != null) {
      wanted = wanted.and(EVENT.NUMBER.ge(numbers.lowest(filter.from())));
    }
    return filter.to() == null ? wanted : wanted.and(EVENT.NUMBER.lt(numbers.highest(filter.to())));
  }

  private static Condition unindexed(EventFilter filter) {
    Condition unindexed = DSL.noCondition();
    if (filter.type() != null) {
      unindexed = unindexed.and(EVENT.TYPE.eq(filter.type()));
    }
    if (filter.source() != null) {
      unindexed = unindexed.and(EVENT.SOURCE.eq(filter.source()));
    }
    if (filter.from() != null) {
      unindexed = unindexed.and(EVENT.ACCEPTED_AT.ge(filter.from()));
    }
    return filter.to() == null ? unindexed : unindexed.and(EVENT.ACCEPTED_AT.lt(filter.to()));
  }
}

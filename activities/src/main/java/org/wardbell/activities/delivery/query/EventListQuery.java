package org.wardbell.activities.delivery.query;

import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.activities.event.KeptEvent;

/**
 * The query behind lists of events. It walks one index backwards; for a type or a source, which no
 * index has, it looks at so many rows at most, and its cursor goes on.
 */
public final class EventListQuery {
  /** Rows that one page looks at for a type or a source. */
  static final int SCANNED_ROWS = 5_000;

  private final EventQuery events;
  private final NumbersByTime numbers;

  public EventListQuery(DSLContext database, EventQuery events) {
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
    Long oldest = numbers.oldestOfNewest(SCANNED_ROWS, bounded);
    List<KeptEvent> rows =
        events.list(oldest == null ? wanted : wanted.and(EVENT.NUMBER.ge(oldest)), limit);
    boolean full = rows.size() == limit;
    return new EventSlice(rows, full ? (Long) rows.getLast().number() : oldest);
  }

  private Condition bounded(EventFilter filter) {
    return EventQuery.in(filter.clinic(), filter.subject(), filter.before())
        .and(numbers.between(filter.from(), filter.to(), filter.before()));
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

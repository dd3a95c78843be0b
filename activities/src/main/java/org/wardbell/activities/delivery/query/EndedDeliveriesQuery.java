package org.wardbell.activities.delivery.query;

import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.DELIVERY_END;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The list of deliveries by when they ended. It reads what statistics count, attempts and ends
 * without an attempt, along the indexes on their numbers: an index on the end would be one more
 * write for each delivery that is made, and one more for each that ends. So a column of a chart and
 * the list behind it are the same rows, and a page looks at rows of its period only.
 */
public final class EndedDeliveriesQuery {
  /** A request takes five minutes at most, and a journal that lags writes its end later. */
  private static final Duration LONGEST_ATTEMPT = Duration.ofMinutes(15);

  private final DSLContext database;
  private final DeliveryListQuery lists;
  private final Source attempts;
  private final Source ends;

  public EndedDeliveriesQuery(DSLContext database, DeliveryListQuery lists) {
    this.database = database;
    this.lists = lists;
    this.attempts =
        new Source(
            ATTEMPT,
            ATTEMPT.NUMBER,
            ATTEMPT.DELIVERY_ID,
            ATTEMPT.CLINIC_ID,
            ATTEMPT.WEBHOOK_ID,
            ATTEMPT.FINISHED_AT,
            // A delivery ends at the very moment at which its last attempt is written, or
            // otherwise.
            DELIVERY
                .FINISHED_AT
                .eq(ATTEMPT.FINISHED_AT)
                .and(DELIVERY.ATTEMPTS.eq(ATTEMPT.ORDINAL))
                .and(DELIVERY.STATUS.ne("CANCELLED"))
                .and(ATTEMPT.OUTCOME.ne("LOST")),
            new NumbersByTime(database, ATTEMPT, ATTEMPT.NUMBER, ATTEMPT.STARTED_AT),
            LONGEST_ATTEMPT);
    this.ends =
        new Source(
            DELIVERY_END,
            DELIVERY_END.NUMBER,
            DELIVERY_END.DELIVERY_ID,
            DELIVERY_END.CLINIC_ID,
            DELIVERY_END.WEBHOOK_ID,
            DELIVERY_END.ENDED_AT,
            DSL.noCondition(),
            new NumbersByTime(database, DELIVERY_END, DELIVERY_END.NUMBER, DELIVERY_END.ENDED_AT),
            Duration.ZERO);
  }

  /**
   * A table whose rows end deliveries.
   *
   * @param isEnd whether a row is the end of its delivery
   * @param lag by which a row's end may come after the time that its number grows with
   */
  private record Source(
      Table<?> table,
      Field<Long> number,
      Field<UUID> delivery,
      Field<UUID> clinic,
      Field<UUID> webhook,
      Field<Instant> endedAt,
      Condition isEnd,
      NumbersByTime numbers,
      Duration lag) {
    /** Returns the number below which the rows of a filter begin. */
    long beginning(DeliveryFilter filter) {
      return filter.endedTo() == null ? Long.MAX_VALUE : numbers.highest(filter.endedTo());
    }

    /** Returns the lowest number that a row of a filter may have. */
    long lowest(DeliveryFilter filter) {
      return filter.endedFrom() == null ? 1 : numbers.lowest(filter.endedFrom().minus(lag));
    }

    Condition wanted(DeliveryFilter filter) {
      Condition wanted = isEnd.and(DeliveryConditions.whole(filter));
      if (filter.clinic() != null) {
        wanted = wanted.and(clinic.eq(filter.clinic()));
      }
      if (filter.webhook() != null) {
        wanted = wanted.and(webhook.eq(filter.webhook()));
      }
      if (filter.endedFrom() != null) {
        wanted = wanted.and(endedAt.ge(filter.endedFrom()));
      }
      return filter.endedTo() == null ? wanted : wanted.and(endedAt.lt(filter.endedTo()));
    }
  }

  private record End(long number, UUID delivery, Instant at) {}

  /**
   * Ends of a source.
   *
   * @param ends the newest first; one more than a page has, if there are
   * @param before where they begin
   * @param oldest the number down to which was looked, or 0 if there is none below it
   */
  private record Found(List<End> ends, long before, long oldest) {
    /** Returns where the next page begins if this one takes so many. */
    long after(int taken) {
      if (taken == ends.size()) {
        return oldest;
      }
      return taken == 0 ? before : ends.get(taken - 1).number();
    }
  }

  /**
   * Deliveries that pass a filter, the latest end first. Attempts are in the order of their
   * beginnings, so that neighbours may have changed places.
   *
   * @param filter that asks for an end
   * @param position where the page before it ended, or null for the first page
   */
  public EndedSlice list(DeliveryFilter filter, EndedSlice.@Nullable Position position, int limit) {
    Found byAttempt =
        found(
            attempts,
            filter,
            position == null ? attempts.beginning(filter) : position.attempt(),
            limit);
    Found byEnd =
        found(ends, filter, position == null ? ends.beginning(filter) : position.end(), limit);
    List<UUID> page = new ArrayList<>();
    int ofAttempts = 0;
    int ofEnds = 0;
    while (page.size() < limit) {
      End attempt = at(byAttempt, ofAttempts);
      End end = at(byEnd, ofEnds);
      if (attempt != null && (end == null || !attempt.at().isBefore(end.at()))) {
        page.add(attempt.delivery());
        ofAttempts++;
      } else if (end != null) {
        page.add(end.delivery());
        ofEnds++;
      } else {
        break;
      }
    }
    EndedSlice.Position next =
        new EndedSlice.Position(byAttempt.after(ofAttempts), byEnd.after(ofEnds));
    return new EndedSlice(read(page), next.attempt() == 0 && next.end() == 0 ? null : next);
  }

  private static @Nullable End at(Found found, int index) {
    return index < found.ends().size() ? found.ends().get(index) : null;
  }

  private Found found(Source source, DeliveryFilter filter, long before, int limit) {
    if (before == 0) {
      return new Found(List.of(), 0, 0);
    }
    Condition window = source.number().lt(before).and(source.number().ge(source.lowest(filter)));
    boolean plain = filter.status() == null && !filter.asksForWords();
    Long oldest =
        source
            .numbers()
            .lowestOfNewest(
                plain ? AttemptListQuery.SCANNED_ROWS : AttemptListQuery.JOINED_ROWS, window);
    Condition looked = oldest == null ? window : window.and(source.number().ge(oldest));
    List<End> found =
        database
            .select(source.number(), source.delivery(), source.endedAt())
            .from(source.table())
            .straightJoin(DELIVERY)
            .on(DELIVERY.ID.eq(source.delivery()))
            .where(looked)
            .and(source.wanted(filter))
            .orderBy(source.number().desc())
            .limit(limit + 1)
            .fetch(row -> new End(row.value1(), row.value2(), row.value3()));
    return new Found(found, before, oldest == null ? 0 : oldest);
  }

  private List<KeptDelivery> read(List<UUID> page) {
    Map<UUID, KeptDelivery> found =
        lists.find(page).stream().collect(Collectors.toMap(KeptDelivery::id, Function.identity()));
    return page.stream().filter(found::containsKey).map(found::get).toList();
  }
}

package org.wardbell.activities.delivery.query;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * The queries behind lists of deliveries. Each form of it walks one index backwards and stops when
 * the page is full, so that it costs the same with a thousand and with a hundred million rows.
 */
public final class DeliveryListQuery {
  /**
   * Rows looked at for a status without a webhook, and for a status or a webhook with a subject: no
   * index has (clinic, status) or (subject, status), because it would cost a write at each step of
   * each delivery. The page may be short; the cursor goes on.
   */
  static final int SCANNED_ROWS = 5_000;

  /** Numbers below the newest of a webhook that a page looks at, whosever they are. */
  static final long SCANNED_NUMBERS = 20_000;

  /**
   * A query of the newest.
   *
   * @param oldest the number that it looks at last, or null if it looks at all
   */
  record Newest(Select<? extends Record> rows, @Nullable Long oldest) {}

  private final DSLContext database;
  private final DeliveryRows rows;
  private final NumbersByTime numbers;

  public DeliveryListQuery(DSLContext database, EventQuery events) {
    this.database = database;
    this.rows = new DeliveryRows(database, events);
    this.numbers = new NumbersByTime(database, DELIVERY, DELIVERY.NUMBER, DELIVERY.CREATED_AT);
  }

  /** Deliveries that pass the filter, newest first. */
  public DeliverySlice list(DeliveryFilter filter, int limit) {
    Condition wanted = bounded(filter);
    if (filter.needsRows()) {
      return scanned(filter, wanted, limit);
    }
    return slice(
        select(filter, wanted.and(DeliveryConditions.unindexed(filter)), limit + 1), limit);
  }

  /** Returns a page of a query that asks for one row more than the page has. */
  private DeliverySlice slice(Select<? extends Record> query, int limit) {
    List<KeptDelivery> found = rows.read(query.fetch());
    if (found.size() <= limit) {
      return new DeliverySlice(found, null);
    }
    List<KeptDelivery> page = found.subList(0, limit);
    return new DeliverySlice(page, page.getLast().number());
  }

  /**
   * Those of some deliveries that pass the filter, newest first. They are found by their ids,
   * whatever the filter says.
   *
   * @param ids at most some hundred
   */
  public DeliverySlice among(Collection<UUID> ids, DeliveryFilter filter, int limit) {
    return slice(selectAmong(ids, filter, limit + 1), limit);
  }

  /** Returns the query itself, so that a test can count what it looks at. */
  Select<? extends Record> selectAmong(Collection<UUID> ids, DeliveryFilter filter, int limit) {
    Condition wanted = DeliveryConditions.whole(filter).and(DELIVERY.ID.in(ids));
    // By any other index it might look at all deliveries to find these few.
    return newest(DELIVERY.forceIndex("PRIMARY"), wanted, limit);
  }

  /** Returns the query itself, so that a test can ask the database for its plan. */
  Select<? extends Record> select(DeliveryFilter filter, Condition wanted, int limit) {
    StatusFilter status = filter.status();
    if (filter.event() != null) {
      // A handful of rows, one per webhook: index delivery_once.
      Condition ofEvent = wanted.and(DELIVERY.EVENT_ID.eq(filter.event()));
      if (filter.webhook() != null) {
        ofEvent = ofEvent.and(DELIVERY.WEBHOOK_ID.eq(filter.webhook()));
      }
      return newest(status == null ? ofEvent : ofEvent.and(status.condition()), limit);
    }
    Condition ofWebhook =
        filter.webhook() == null ? wanted : wanted.and(DELIVERY.WEBHOOK_ID.eq(filter.webhook()));
    if (filter.webhook() == null || filter.subject() != null) {
      return newest(status == null ? ofWebhook : ofWebhook.and(status.condition()), limit);
    }
    // Index delivery_webhook is sorted by number within a status and an urgency, so the newest of
    // each are merged.
    Set<DeliveryStatus> any = status == null ? EnumSet.allOf(DeliveryStatus.class) : status.any();
    return any.stream()
        .map(DeliveryConditions::is)
        .flatMap(
            is ->
                OpenDeliveries.URGENCIES.stream()
                    .map(urgency -> is.and(DELIVERY.URGENCY.eq(urgency))))
        .<Select<Record1<Long>>>map(branch -> newestNumbers(ofWebhook.and(branch), limit))
        .reduce((one, other) -> one.unionAll(other))
        .map(union -> merged(union, limit))
        .orElseThrow();
  }

  private Select<Record1<Long>> newestNumbers(Condition wanted, int limit) {
    return database
        .select(DELIVERY.NUMBER)
        // A page that begins at a number would be looked for by the number, among all webhooks.
        .from(DELIVERY.forceIndex("delivery_webhook"))
        .where(wanted)
        .orderBy(DELIVERY.NUMBER.desc())
        .limit(limit);
  }

  /** Numbers are merged and not rows: most of what the branches find is not on the page. */
  private Select<Record> merged(Select<Record1<Long>> union, int limit) {
    Table<Record1<Long>> all = union.asTable("all_newest");
    Table<Record1<Long>> newest =
        DSL.select(all.field(DELIVERY.NUMBER))
            .from(all)
            .orderBy(all.field(DELIVERY.NUMBER).desc())
            .limit(limit)
            .asTable("newest");
    return database
        .select(DeliveryRows.FIELDS)
        .from(newest)
        .join(DELIVERY)
        .on(DELIVERY.NUMBER.eq(newest.field(DELIVERY.NUMBER)))
        .orderBy(newest.field(DELIVERY.NUMBER).desc());
  }

  private Select<Record> newest(Condition wanted, int limit) {
    return newest(DELIVERY, wanted, limit);
  }

  private Select<Record> newest(Table<?> table, Condition wanted, int limit) {
    return database
        .select(DeliveryRows.FIELDS)
        .from(table)
        .where(wanted)
        .orderBy(DELIVERY.NUMBER.desc())
        .limit(limit);
  }

  /**
   * Returns the newest that pass a filter, of so many rows as a page looks at.
   *
   * @param further what else they have to pass
   */
  Newest newestOf(DeliveryFilter filter, Condition further) {
    Condition wanted = bounded(filter);
    Long oldest = filter.event() == null ? oldest(filter, wanted) : null;
    Condition window = oldest == null ? wanted : wanted.and(DELIVERY.NUMBER.ge(oldest));
    return new Newest(
        select(filter, window.and(DeliveryConditions.unindexed(filter)).and(further), SCANNED_ROWS),
        oldest);
  }

  /** Returns when the first delivery from a number on was made. */
  @Nullable Instant madeAt(long number) {
    return database
        .select(DELIVERY.CREATED_AT)
        .from(DELIVERY)
        .where(DELIVERY.NUMBER.ge(number))
        .orderBy(DELIVERY.NUMBER)
        .limit(1)
        .fetchOne(DELIVERY.CREATED_AT);
  }

  /** Looks at so many deliveries of an index for what it does not know. */
  private DeliverySlice scanned(DeliveryFilter filter, Condition wanted, int limit) {
    Long oldest = oldest(filter, wanted);
    Condition window = oldest == null ? wanted : wanted.and(DELIVERY.NUMBER.ge(oldest));
    List<KeptDelivery> found =
        rows.read(select(filter, window.and(DeliveryConditions.unindexed(filter)), limit).fetch());
    boolean full = found.size() == limit;
    return new DeliverySlice(found, full ? (Long) found.getLast().number() : oldest);
  }

  /**
   * Returns the number of the last row that a page looks at, or null if the rest is less. A webhook
   * has an index for each status, and none for all: its rows are counted off by their numbers, from
   * its newest one on.
   */
  private @Nullable Long oldest(DeliveryFilter filter, Condition wanted) {
    if (!filter.walksWebhook()) {
      return numbers.oldestOfNewest(SCANNED_ROWS, wanted);
    }
    Long newest = number(filter, wanted);
    if (newest == null) {
      return null;
    }
    long below = newest - SCANNED_NUMBERS;
    return number(filter, wanted.and(DELIVERY.NUMBER.le(below))) == null
        ? null
        : (Long) (below + 1);
  }

  private @Nullable Long number(DeliveryFilter filter, Condition wanted) {
    return select(filter, wanted, 1).fetchOne(row -> row.get(DELIVERY.NUMBER));
  }

  /** Returns what the filter says about the clinic, the subject and the numbers. */
  private Condition bounded(DeliveryFilter filter) {
    // What was made after a time did not end before it.
    Instant to = filter.to() == null ? filter.endedTo() : filter.to();
    return DeliveryConditions.common(filter)
        .and(numbers.between(filter.from(), to, filter.before()));
  }

  /** Returns the delivery with this id. */
  Optional<KeptDelivery> find(UUID id) {
    return find(List.of(id)).stream().findFirst();
  }

  /** Returns those of some deliveries that there are, in no order. */
  List<KeptDelivery> find(Collection<UUID> ids) {
    return rows.read(
        database.select(DeliveryRows.FIELDS).from(DELIVERY).where(DELIVERY.ID.in(ids)).fetch());
  }
}

package org.wardbell.activities.delivery.express;

import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.EventRecord;
import org.wardbell.activities.delivery.state.ClaimClock;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.event.EventReader;

/**
 * The rows of a batch's events, locked. Their data, 256 KiB each at most, is read for those whose
 * turn comes, and a few ahead.
 */
final class EventRows {
  /** So many are read at once to begin with; more, as long as they turn out small. */
  private static final int FIRST_READ = 8;

  /** Bytes up to which the next read takes twice as many events. */
  private static final int SMALL = 256 * 1024;

  /** Whether its next try is still to come, by the database's clock. */
  private static final Field<Boolean> PUT_ASIDE =
      DSL.field(EVENT.DISPATCH_AFTER.gt(DatabaseClock.now())).as("put_aside");

  /** Whether there still is what was accepted: an erasure may have been quicker. */
  private static final Field<Boolean> HAS_DATA =
      DSL.field(EVENT.DATA_CIPHERTEXT.isNotNull()).as("has_data");

  private static final Field<Instant> NOW = DatabaseClock.now().as("now");

  private final DSLContext transaction;
  private final Map<UUID, EventReader.Unsealed> known;
  private final @Nullable ClaimClock clock;
  private final List<EventRecord> rows;
  private final Set<UUID> putAside;
  private final Set<UUID> whole;
  private final Map<UUID, EventRecord> read = new HashMap<>();
  private int readAhead = FIRST_READ;

  private EventRows(
      DSLContext transaction,
      Map<UUID, EventReader.Unsealed> known,
      long usableUntil,
      Result<? extends Record> found) {
    this.transaction = transaction;
    this.known = known;
    this.clock = found.isEmpty() ? null : new ClaimClock(found.getFirst().get(NOW), usableUntil);
    this.rows = found.into(EVENT);
    this.putAside = those(found, PUT_ASIDE);
    this.whole = those(found, HAS_DATA);
  }

  private static Set<UUID> those(Result<? extends Record> found, Field<Boolean> flag) {
    return found.stream()
        .filter(row -> Boolean.TRUE.equals(row.get(flag)))
        .map(row -> row.get(EVENT.ID))
        .collect(Collectors.toSet());
  }

  /**
   * Locks the events. One query is enough for few of them, and two for most batches.
   *
   * @param known events that need not be read and opened, by id
   */
  static EventRows lock(
      DSLContext transaction, List<UUID> ids, Map<UUID, EventReader.Unsealed> known) {
    boolean few = ids.size() <= FIRST_READ && !known.keySet().containsAll(ids);
    EventRows locked =
        new EventRows(
            transaction,
            known,
            ClaimClock.usableUntilFromNow(),
            transaction
                .select(
                    EVENT.ID,
                    EVENT.CLINIC_ID,
                    EVENT.TYPE,
                    EVENT.SUBJECT_CIPHERTEXT,
                    EVENT.SUBJECT_FINGERPRINT,
                    EVENT.OCCURRED_AT,
                    EVENT.ACCEPTED_AT,
                    EVENT.DISPATCHED_AT,
                    PUT_ASIDE,
                    HAS_DATA,
                    NOW)
                .select(few ? List.of(dataIfNeeded()) : List.of())
                .from(EVENT)
                .where(EVENT.ID.in(ids))
                .orderBy(EVENT.ID)
                .forUpdate()
                .fetch());
    if (few) {
      locked.rows.forEach(row -> locked.read.put(row.getId(), row));
    }
    return locked;
  }

  private static Field<byte[]> dataIfNeeded() {
    return DSL.when(EVENT.DISPATCHED_AT.isNull(), EVENT.DATA_CIPHERTEXT)
        .as(EVENT.DATA_CIPHERTEXT.getName());
  }

  /** Returns those that were dispatched by an earlier run. */
  List<UUID> dispatched() {
    return rows.stream()
        .filter(row -> row.getDispatchedAt() != null)
        .map(EventRecord::getId)
        .toList();
  }

  /** Returns those that are to be dispatched, without their data; not those that were put aside. */
  List<EventRecord> fresh() {
    return rows.stream()
        .filter(row -> row.getDispatchedAt() == null)
        .filter(row -> !putAside.contains(row.getId()))
        .toList();
  }

  /** Returns the transaction in which they are locked. */
  DSLContext transaction() {
    return transaction;
  }

  /** Returns the time at which they were asked for, or null if there are none. */
  @Nullable ClaimClock clock() {
    return clock;
  }

  /** Returns the first of these, opened. */
  EventFacts first(List<EventRecord> next, EventReader events) {
    UUID id = next.getFirst().getId();
    EventReader.Unsealed unsealed = known.get(id);
    return unsealed != null && whole.contains(id)
        ? events.facts(transaction, unsealed)
        : events.open(transaction, withData(next));
  }

  /**
   * Returns the first of these with its data, and reads some of the next ahead. Its data is
   * forgotten here.
   */
  private EventRecord withData(List<EventRecord> next) {
    UUID id = next.getFirst().getId();
    if (!read.containsKey(id)) {
      readAhead(next.subList(0, Math.min(readAhead, next.size())));
    }
    return Objects.requireNonNull(read.remove(id), "an event's row");
  }

  private void readAhead(List<EventRecord> next) {
    long bytes = 0;
    for (EventRecord row :
        transaction
            .selectFrom(EVENT)
            .where(EVENT.ID.in(next.stream().map(EventRecord::getId).toList()))
            .fetch()) {
      byte[] data = row.getDataCiphertext();
      bytes += data == null ? 0 : data.length;
      read.put(row.getId(), row);
    }
    readAhead = bytes <= SMALL ? 2 * readAhead : FIRST_READ;
  }
}

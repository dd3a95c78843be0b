package org.wardbell.activities.live;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.wardbell.activities.database.generated.Tables.API_KEY;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.PERSON_GRANT;
import static org.wardbell.activities.database.generated.Tables.SPRING_SESSION;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.live.LiveChange.Kind;

/**
 * A look at the database for what is new since the last one, whichever process did it: events and
 * attempts by their numbers, states of webhooks and calendars by comparison. It begins with what is
 * there when it is made. Only one thread may use it.
 */
public final class LiveWatch {
  /** Rows that one look tells of, of events and of attempts; beyond it nobody could read along. */
  static final int MAXIMUM_ROWS = 500;

  /**
   * Between two looks at states: all of them are read each time, and nobody waits for them as for a
   * request that is under way.
   */
  static final Duration STATES_EVERY = Duration.ofSeconds(1);

  /** The scope of a role for the whole installation. */
  private static final UUID INSTALLATION = new UUID(0, 0);

  private static final List<Field<?>> OF_EVENTS = List.of(EVENT.TYPE, EVENT.ACCEPTED_AT);

  private static final List<Field<?>> OF_ATTEMPTS =
      List.of(
          ATTEMPT.WEBHOOK_ID,
          ATTEMPT.DELIVERY_ID,
          DELIVERY.EVENT_ID,
          ATTEMPT.ORDINAL.as("number"),
          ATTEMPT.OUTCOME,
          ATTEMPT.CODE,
          ATTEMPT.HTTP_STATUS,
          ATTEMPT.TOTAL_MICROS,
          ATTEMPT.FINISHED_AT,
          DELIVERY.STATUS.as("delivery_status"),
          EVENT.TYPE.as("event_type"));

  /**
   * Rows that are told one by one, along the index on their numbers.
   *
   * @param from their table, and what it is joined with
   * @param fields that are told
   * @param over whether one is told; of others, the end is
   */
  private record Rows(
      Kind kind,
      NewNumbers numbers,
      TableField<?, Long> number,
      Field<?> id,
      Field<UUID> clinic,
      Table<?> from,
      List<Field<?>> fields,
      Condition over) {}

  private final DSLContext database;
  private final Rows events;
  private final Rows attempts;
  private final StateComparison states;
  private final LongSupplier nanoTime;
  private long statesAt;

  public LiveWatch(DSLContext database) {
    this(database, System::nanoTime);
  }

  LiveWatch(DSLContext database, LongSupplier nanoTime) {
    this.database = database;
    this.nanoTime = nanoTime;
    this.events =
        new Rows(
            Kind.EVENT,
            new NewNumbers(highest(EVENT.NUMBER), nanoTime),
            EVENT.NUMBER,
            EVENT.ID,
            EVENT.CLINIC_ID,
            EVENT,
            OF_EVENTS,
            DSL.trueCondition());
    this.attempts =
        new Rows(
            Kind.ATTEMPT,
            new NewNumbers(highest(ATTEMPT.NUMBER), nanoTime),
            ATTEMPT.NUMBER,
            ATTEMPT.NUMBER.as("id"),
            ATTEMPT.CLINIC_ID,
            ATTEMPT
                .leftJoin(DELIVERY)
                .on(DELIVERY.ID.eq(ATTEMPT.DELIVERY_ID))
                .leftJoin(EVENT)
                .on(EVENT.ID.eq(DELIVERY.EVENT_ID)),
            OF_ATTEMPTS,
            ATTEMPT.OUTCOME.isNotNull());
    this.states = new StateComparison(database);
    this.statesAt = nanoTime.getAsLong();
    // Attempts that are under way, whose end is to be told.
    database
        .select(ATTEMPT.NUMBER)
        .from(ATTEMPT)
        .where(ATTEMPT.NUMBER.gt(attempts.numbers().through() - NewNumbers.MAXIMUM))
        .and(ATTEMPT.OUTCOME.isNull())
        .forEach(row -> attempts.numbers().open(row.value1()));
  }

  private long highest(TableField<?, Long> number) {
    return database
        .select(number)
        .from(number.getTable())
        .orderBy(number.desc())
        .limit(1)
        .fetchOptional(number)
        .orElse(0L);
  }

  /** Returns what is new, the oldest first. */
  public List<LiveChange> look() {
    List<LiveChange> changes = new ArrayList<>();
    boolean missed = look(events, changes);
    missed |= look(attempts, changes);
    long now = nanoTime.getAsLong();
    if (now - statesAt >= STATES_EVERY.toNanos()) {
      statesAt = now;
      changes.addAll(states.changes());
    }
    if (missed) {
      changes.add(LiveChange.missed());
    }
    return changes;
  }

  /**
   * Returns which of these still have a key that works, or a session and a role; streams of the
   * others end.
   */
  public Set<LiveCaller> working(Collection<LiveCaller> callers) {
    Set<UUID> ids = callers.stream().map(LiveCaller::id).collect(toSet());
    Set<UUID> keys =
        database
            .select(API_KEY.ID)
            .from(API_KEY)
            .where(API_KEY.ID.in(ids))
            .and(API_KEY.REVOKED_AT.isNull())
            .and(API_KEY.EXPIRES_AT.isNull().or(API_KEY.EXPIRES_AT.gt(DatabaseClock.now())))
            .fetchSet(API_KEY.ID);
    Map<UUID, Set<UUID>> scopes =
        database
            .select(PERSON_GRANT.PERSON_ID, PERSON_GRANT.SCOPE)
            .from(PERSON_GRANT)
            .where(PERSON_GRANT.PERSON_ID.in(ids))
            .collect(groupingBy(Record2::value1, mapping(Record2::value2, toSet())));
    Set<String> sessions = sessions(callers);
    return callers.stream()
        .filter(
            caller ->
                caller.session() == null
                    ? keys.contains(caller.id())
                    : sessions.contains(caller.session())
                        && sees(caller, scopes.getOrDefault(caller.id(), Set.of())))
        .collect(toSet());
  }

  private Set<String> sessions(Collection<LiveCaller> callers) {
    Set<String> asked =
        callers.stream().map(LiveCaller::session).filter(Objects::nonNull).collect(toSet());
    return asked.isEmpty()
        ? Set.of()
        : database
            .select(SPRING_SESSION.SESSION_ID)
            .from(SPRING_SESSION)
            .where(SPRING_SESSION.SESSION_ID.in(asked))
            .fetchSet(SPRING_SESSION.SESSION_ID);
  }

  private static boolean sees(LiveCaller person, Set<UUID> scopes) {
    return scopes.contains(INSTALLATION)
        || (person.clinic() != null && scopes.contains(person.clinic()));
  }

  /** Tells what is new; returns whether there was more. */
  private boolean look(Rows rows, List<LiveChange> changes) {
    NewNumbers numbers = rows.numbers();
    List<Long> missing = numbers.missing();
    List<Long> open = numbers.open();
    if (!missing.isEmpty()) {
      tell(rows, rows.number().in(missing), changes);
    }
    if (!open.isEmpty()) {
      // Not those that are under way yet: the lowest of them would be all that is looked at.
      tell(rows, rows.number().in(open).and(rows.over()), changes);
    }
    List<Long> seen = tell(rows, rows.number().gt(numbers.through()), changes);
    numbers.seen(seen);
    boolean more = seen.size() == MAXIMUM_ROWS;
    if (more) {
      numbers.skipTo(highest(rows.number()));
    }
    return more;
  }

  /** Tells rows that are over, and notes the others; returns the numbers of both. */
  private List<Long> tell(Rows rows, Condition which, List<LiveChange> changes) {
    Field<Boolean> over = DSL.field(rows.over()).as("is_over");
    List<Long> seen = new ArrayList<>();
    database
        .select(rows.number(), rows.id(), rows.clinic(), over)
        .select(rows.fields())
        .from(rows.from())
        .where(which)
        .orderBy(rows.number())
        .limit(MAXIMUM_ROWS)
        .forEach(
            row -> {
              long number = row.get(rows.number());
              seen.add(number);
              if (Boolean.TRUE.equals(row.get(over))) {
                rows.numbers().settled(number);
                changes.add(
                    LiveChange.of(
                        rows.kind(),
                        row.get(rows.id()),
                        row.get(rows.clinic()),
                        row,
                        rows.fields()));
              } else {
                rows.numbers().open(number);
              }
            });
    return seen;
  }
}

package org.wardbell.activities.live;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.wardbell.activities.database.generated.Tables.API_KEY;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.PERSON_GRANT;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Table;
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

  /** The scope of a role for the whole installation. */
  private static final UUID INSTALLATION = new UUID(0, 0);

  private final DSLContext database;
  private final NewNumbers events;
  private final NewNumbers attempts;
  private final StateComparison states;

  public LiveWatch(DSLContext database) {
    this.database = database;
    this.events = new NewNumbers(highest(EVENT, EVENT.NUMBER));
    this.attempts = new NewNumbers(highest(ATTEMPT, ATTEMPT.NUMBER));
    this.states = new StateComparison(database);
    // Attempts that are under way, whose end is to be told.
    database
        .select(ATTEMPT.NUMBER)
        .from(ATTEMPT)
        .where(ATTEMPT.NUMBER.gt(attempts.through() - NewNumbers.MAXIMUM))
        .and(ATTEMPT.OUTCOME.isNull())
        .forEach(row -> attempts.open(row.value1()));
  }

  private long highest(Table<?> table, Field<Long> number) {
    return database
        .select(number)
        .from(table)
        .orderBy(number.desc())
        .limit(1)
        .fetchOptional(number)
        .orElse(0L);
  }

  /** Returns what is new, the oldest first. */
  public List<LiveChange> look() {
    List<LiveChange> changes = new ArrayList<>();
    boolean missed = lookAtEvents(changes);
    missed |= lookAtAttempts(changes);
    changes.addAll(states.changes());
    if (missed) {
      changes.add(LiveChange.missed());
    }
    return changes;
  }

  /** Returns which of these still have a key that works, or a role; streams of the others end. */
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
    return callers.stream()
        .filter(
            caller ->
                keys.contains(caller.id())
                    || sees(caller, scopes.getOrDefault(caller.id(), Set.of())))
        .collect(toSet());
  }

  private static boolean sees(LiveCaller person, Set<UUID> scopes) {
    return scopes.contains(INSTALLATION)
        || (person.clinic() != null && scopes.contains(person.clinic()));
  }

  private boolean lookAtEvents(List<LiveChange> changes) {
    List<Long> lower = events.unsettled();
    int added = changes.size();
    if (!lower.isEmpty()) {
      addEvents(changes, EVENT.NUMBER.in(lower)).forEach(events::settled);
    }
    List<Long> numbers = addEvents(changes, EVENT.NUMBER.gt(events.through()));
    events.seen(numbers);
    boolean more = numbers.size() == MAXIMUM_ROWS;
    if (more) {
      events.skipTo(highest(EVENT, EVENT.NUMBER));
    }
    return more && changes.size() > added;
  }

  private List<Long> addEvents(List<LiveChange> changes, Condition which) {
    List<Long> numbers = new ArrayList<>();
    database
        .select(EVENT.NUMBER, EVENT.ID, EVENT.CLINIC_ID, EVENT.TYPE, EVENT.ACCEPTED_AT)
        .from(EVENT)
        .where(which)
        .orderBy(EVENT.NUMBER)
        .limit(MAXIMUM_ROWS)
        .forEach(
            row -> {
              numbers.add(row.value1());
              changes.add(
                  LiveChange.of(
                      Kind.EVENT,
                      row.value3(),
                      "id",
                      row.value2(),
                      "clinic_id",
                      row.value3(),
                      "type",
                      row.value4(),
                      "accepted_at",
                      row.value5()));
            });
    return numbers;
  }

  private boolean lookAtAttempts(List<LiveChange> changes) {
    List<Long> lower = attempts.unsettled();
    if (!lower.isEmpty()) {
      addAttempts(changes, ATTEMPT.NUMBER.in(lower));
    }
    List<Long> numbers = addAttempts(changes, ATTEMPT.NUMBER.gt(attempts.through()));
    attempts.seen(numbers);
    boolean more = numbers.size() == MAXIMUM_ROWS;
    if (more) {
      attempts.skipTo(highest(ATTEMPT, ATTEMPT.NUMBER));
    }
    return more;
  }

  private List<Long> addAttempts(List<LiveChange> changes, Condition which) {
    List<Long> numbers = new ArrayList<>();
    database
        .select(
            ATTEMPT.NUMBER,
            ATTEMPT.CLINIC_ID,
            ATTEMPT.WEBHOOK_ID,
            ATTEMPT.DELIVERY_ID,
            ATTEMPT.ORDINAL,
            ATTEMPT.OUTCOME,
            ATTEMPT.CODE,
            ATTEMPT.TOTAL_MICROS,
            ATTEMPT.FINISHED_AT,
            DELIVERY.EVENT_ID,
            DELIVERY.STATUS)
        .from(ATTEMPT)
        .leftJoin(DELIVERY)
        .on(DELIVERY.ID.eq(ATTEMPT.DELIVERY_ID))
        .where(which)
        .orderBy(ATTEMPT.NUMBER)
        .limit(MAXIMUM_ROWS)
        .forEach(
            row -> {
              long number = row.get(ATTEMPT.NUMBER);
              numbers.add(number);
              if (row.get(ATTEMPT.OUTCOME) == null) {
                if (number > attempts.through()) {
                  attempts.open(number);
                }
                return;
              }
              attempts.settled(number);
              changes.add(
                  LiveChange.of(
                      Kind.ATTEMPT,
                      row.get(ATTEMPT.CLINIC_ID),
                      "id",
                      number,
                      "clinic_id",
                      row.get(ATTEMPT.CLINIC_ID),
                      "webhook_id",
                      row.get(ATTEMPT.WEBHOOK_ID),
                      "delivery_id",
                      row.get(ATTEMPT.DELIVERY_ID),
                      "event_id",
                      row.get(DELIVERY.EVENT_ID),
                      "number",
                      row.get(ATTEMPT.ORDINAL),
                      "outcome",
                      row.get(ATTEMPT.OUTCOME),
                      "code",
                      row.get(ATTEMPT.CODE),
                      "total_micros",
                      row.get(ATTEMPT.TOTAL_MICROS),
                      "finished_at",
                      row.get(ATTEMPT.FINISHED_AT),
                      "delivery_status",
                      row.get(DELIVERY.STATUS)));
            });
    return numbers;
  }
}

package org.wardbell.activities.event;

import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The queries behind the pages of events. Each query walks one index, and reads no data unless
 * asked to.
 */
public final class EventQuery {
  private static final List<SelectField<?>> FIELDS =
      List.of(
          EVENT.ID,
          EVENT.NUMBER,
          EVENT.CLINIC_ID,
          EVENT.TYPE,
          EVENT.SUBJECT,
          EVENT.SOURCE,
          EVENT.OCCURRED_AT,
          EVENT.ACCEPTED_AT,
          EVENT.DISPATCHED_AT,
          EVENT.WORKFLOW_ID,
          EVENT.DISPATCH_PROBLEM,
          EVENT.DISPATCH_AFTER,
          EVENT.ACCEPTED_BY,
          EVENT.ACCEPTED_BY_PERSON);

  private final DSLContext database;
  private final EventStore store;

  EventQuery(DSLContext database, EventStore store) {
    this.database = database;
    this.store = store;
  }

  /** Returns the event with this id. */
  public Optional<KeptEvent> find(UUID id) {
    return database
        .select(FIELDS)
        .from(EVENT)
        .where(EVENT.ID.eq(id))
        .fetchOptional(EventQuery::read);
  }

  /** Returns the event's data, opened: a JSON object in UTF-8. Empty if retention removed it. */
  public Optional<byte[]> data(KeptEvent event) {
    return database
        .select(EVENT.DATA_CIPHERTEXT)
        .from(EVENT)
        .where(EVENT.ID.eq(event.id()), EVENT.DATA_CIPHERTEXT.isNotNull())
        .fetchOptional(EVENT.DATA_CIPHERTEXT)
        .map(ciphertext -> store.open(event.clinicId(), event.id(), ciphertext));
  }

  /**
   * Events, newest first.
   *
   * @param clinic only that clinic's, or null for all
   * @param before only events with a smaller number, or null to begin with the newest
   */
  public List<KeptEvent> list(@Nullable UUID clinic, @Nullable Long before, int limit) {
    Condition wanted = clinic == null ? DSL.noCondition() : EVENT.CLINIC_ID.eq(clinic);
    if (before != null) {
      wanted = wanted.and(EVENT.NUMBER.lt(before));
    }
    return database
        .select(FIELDS)
        .from(EVENT)
        .where(wanted)
        .orderBy(EVENT.NUMBER.desc())
        .limit(limit)
        .fetch(EventQuery::read);
  }

  private static KeptEvent read(Record row) {
    boolean waits = row.get(EVENT.DISPATCHED_AT) == null;
    return new KeptEvent(
        row.get(EVENT.ID),
        row.get(EVENT.NUMBER),
        row.get(EVENT.CLINIC_ID),
        row.get(EVENT.TYPE),
        row.get(EVENT.SUBJECT),
        row.get(EVENT.SOURCE),
        row.get(EVENT.OCCURRED_AT),
        row.get(EVENT.ACCEPTED_AT),
        row.get(EVENT.DISPATCHED_AT),
        row.get(EVENT.WORKFLOW_ID),
        waits ? row.get(EVENT.DISPATCH_PROBLEM) : null,
        waits ? row.get(EVENT.DISPATCH_AFTER) : null,
        row.get(EVENT.ACCEPTED_BY) == null
            ? null
            : new Poster(row.get(EVENT.ACCEPTED_BY), row.get(EVENT.ACCEPTED_BY_PERSON)));
  }
}

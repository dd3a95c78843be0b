package org.wardbell.activities.search;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.REPLAY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.activities.search.SearchHit.Kind;
import org.wardbell.activities.search.SearchHit.Matched;

/** The look-ups behind one search box. Each finds nothing or what is exactly that. */
public final class SearchQuery {
  /** Events of one subject that are shown; lists have the others. */
  private static final int EVENTS_OF_A_SUBJECT = 50;

  private final DSLContext database;
  private final EventQuery events;

  public SearchQuery(DSLContext database, EventQuery events) {
    this.database = database;
    this.events = events;
  }

  /**
   * Returns what has this id.
   *
   * @param clinic only that clinic's, or null for all
   */
  public List<SearchHit> byId(UUID id, @Nullable UUID clinic) {
    List<SearchHit> hits = new ArrayList<>();
    add(hits, Kind.EVENT, EVENT, EVENT.ID, EVENT.CLINIC_ID, id, clinic, DSL.noCondition());
    add(
        hits,
        Kind.DELIVERY,
        DELIVERY,
        DELIVERY.ID,
        DELIVERY.CLINIC_ID,
        id,
        clinic,
        DSL.noCondition());
    add(
        hits,
        Kind.WEBHOOK,
        WEBHOOK,
        WEBHOOK.ID,
        WEBHOOK.CLINIC_ID,
        id,
        clinic,
        WEBHOOK.DELETED_AT.isNull());
    add(
        hits,
        Kind.APPOINTMENT,
        APPOINTMENT,
        APPOINTMENT.ID,
        APPOINTMENT.CLINIC_ID,
        id,
        clinic,
        APPOINTMENT.DELETED_AT.isNull());
    add(
        hits,
        Kind.CALENDAR,
        CALENDAR,
        CALENDAR.ID,
        CALENDAR.CLINIC_ID,
        id,
        clinic,
        DSL.noCondition());
    add(hits, Kind.REPLAY, REPLAY, REPLAY.ID, REPLAY.CLINIC_ID, id, clinic, DSL.noCondition());
    return hits;
  }

  private void add(
      List<SearchHit> hits,
      Kind kind,
      Table<?> table,
      Field<UUID> key,
      Field<UUID> owner,
      UUID id,
      @Nullable UUID clinic,
      Condition further) {
    database
        .select(key, owner)
        .from(table)
        .where(key.eq(id))
        .and(clinic == null ? DSL.noCondition() : owner.eq(clinic))
        .and(further)
        .forEach(row -> hits.add(new SearchHit(kind, row.value1(), row.value2(), Matched.ID)));
  }

  /** Returns the delivery of the attempt with this number. */
  public List<SearchHit> byAttempt(long number, @Nullable UUID clinic) {
    return database
        .select(ATTEMPT.DELIVERY_ID, ATTEMPT.CLINIC_ID)
        .from(ATTEMPT)
        .where(ATTEMPT.NUMBER.eq(number))
        .and(clinic == null ? DSL.noCondition() : ATTEMPT.CLINIC_ID.eq(clinic))
        .fetch(row -> new SearchHit(Kind.DELIVERY, row.value1(), row.value2(), Matched.ATTEMPT_ID));
  }

  /** Returns the delivery with this id, if it has an attempt of this number. */
  public List<SearchHit> byAttempt(UUID delivery, int number, @Nullable UUID clinic) {
    return database
        .select(ATTEMPT.DELIVERY_ID, ATTEMPT.CLINIC_ID)
        .from(ATTEMPT)
        .where(ATTEMPT.DELIVERY_ID.eq(delivery), ATTEMPT.ORDINAL.eq(number))
        .and(clinic == null ? DSL.noCondition() : ATTEMPT.CLINIC_ID.eq(clinic))
        .fetch(row -> new SearchHit(Kind.DELIVERY, row.value1(), row.value2(), Matched.ATTEMPT_ID));
  }

  /** Returns the clinic's appointment that has this id in the clinic's own system. */
  public List<SearchHit> byExternalId(String externalId, UUID clinic) {
    return database
        .select(APPOINTMENT.ID, APPOINTMENT.CLINIC_ID)
        .from(APPOINTMENT)
        .where(APPOINTMENT.CLINIC_ID.eq(clinic))
        .and(APPOINTMENT.EXTERNAL_ID.eq(externalId))
        .fetch(
            row ->
                new SearchHit(Kind.APPOINTMENT, row.value1(), row.value2(), Matched.EXTERNAL_ID));
  }

  /** Returns the event of this clinic that was posted with this idempotency key. */
  public List<SearchHit> byIdempotencyKey(String key, UUID clinic) {
    return events.findByKey(clinic, key).stream()
        .map(id -> new SearchHit(Kind.EVENT, id, clinic, Matched.IDEMPOTENCY_KEY))
        .toList();
  }

  /**
   * Returns the newest events of this clinic with this subject, which is compared byte for byte.
   */
  public List<SearchHit> bySubject(String subject, UUID clinic) {
    return events
        .list(
            EventQuery.in(clinic, events.subjectFingerprint(clinic, subject), null),
            EVENTS_OF_A_SUBJECT)
        .stream()
        .map(
            event ->
                new SearchHit(
                    Kind.EVENT,
                    event.id(),
                    clinic,
                    Matched.SUBJECT,
                    event.acceptedAt(),
                    event.type(),
                    null))
        .toList();
  }
}

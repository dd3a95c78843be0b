package org.wardbell.activities.event;

import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.crypto.BrokenSealException;
import org.wardbell.activities.crypto.WrongMasterKeyException;
import org.wardbell.activities.event.NewEvent.Poster;

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
          EVENT.SUBJECT_CIPHERTEXT,
          EVENT.SOURCE,
          EVENT.OCCURRED_AT,
          EVENT.ACCEPTED_AT,
          EVENT.DISPATCHED_AT,
          EVENT.WORKFLOW_ID,
          EVENT.DISPATCH_PROBLEM,
          EVENT.DISPATCH_AFTER,
          EVENT.ERASED_AT,
          EVENT.ACCEPTED_BY,
          EVENT.ACCEPTED_BY_PERSON,
          EVENT.REPEATS,
          EVENT.REPEATED_AT);

  private static final Logger log = LoggerFactory.getLogger(EventQuery.class);

  private final DSLContext database;
  private final EventStore store;

  public EventQuery(DSLContext database, EventStore store) {
    this.database = database;
    this.store = store;
  }

  /** Returns the event with this id. */
  public Optional<KeptEvent> find(UUID id) {
    return database.select(FIELDS).from(EVENT).where(EVENT.ID.eq(id)).fetchOptional(this::read);
  }

  /**
   * Returns the event that this idempotency key belongs to.
   *
   * @param clinic an existing one, whose key makes the fingerprint
   */
  public Optional<UUID> findByKey(UUID clinic, String key) {
    return database
        .select(EVENT.ID)
        .from(EVENT)
        .where(EVENT.CLINIC_ID.eq(clinic))
        .and(EVENT.IDEMPOTENCY_FINGERPRINT.eq(store.keyFingerprint(clinic, key)))
        .fetchOptional(EVENT.ID);
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
   * Returns the condition of a list, which an index has in the order of numbers.
   *
   * @param clinic only that clinic's, or null for all
   * @param subject only with a subject of this fingerprint, or null for any
   * @param before only events with a smaller number, or null to begin with the newest
   */
  public static Condition in(
      @Nullable UUID clinic, byte @Nullable [] subject, @Nullable Long before) {
    Condition wanted = clinic == null ? DSL.noCondition() : EVENT.CLINIC_ID.eq(clinic);
    if (subject != null) {
      wanted = wanted.and(EVENT.SUBJECT_FINGERPRINT.eq(subject));
    }
    return before == null ? wanted : wanted.and(EVENT.NUMBER.lt(before));
  }

  /** Returns the events that a condition on their rows names, newest first. */
  public List<KeptEvent> list(Condition wanted, int limit) {
    return select(wanted, limit).fetch(this::read);
  }

  /** Returns the query itself, so that a test can ask the database for its plan. */
  Select<Record> select(Condition wanted, int limit) {
    return database
        .select(FIELDS)
        .from(EVENT)
        .where(wanted)
        .orderBy(EVENT.NUMBER.desc())
        .limit(limit);
  }

  /**
   * Returns the fingerprint by which lists are asked for a subject.
   *
   * @param clinic an existing one, whose key makes the fingerprint
   */
  public byte[] subjectFingerprint(UUID clinic, String subject) {
    return store.subjectFingerprint(clinic, subject);
  }

  /**
   * The heading of an event, for lists of what came of it.
   *
   * @param subject null if it has none, or it does not open
   */
  public record Heading(String type, @Nullable String subject) {
    /** Hides the subject, which may name a patient. */
    @Override
    public String toString() {
      return "Heading[" + type + "]";
    }
  }

  /** Returns the headings of these events, by their ids; none for one that is there no more. */
  public Map<UUID, Heading> headings(Collection<UUID> events) {
    Map<UUID, Heading> headings = new HashMap<>();
    if (!events.isEmpty()) {
      database
          .select(EVENT.ID, EVENT.CLINIC_ID, EVENT.TYPE, EVENT.SUBJECT_CIPHERTEXT)
          .from(EVENT)
          .where(EVENT.ID.in(events))
          .forEach(
              row ->
                  headings.put(
                      row.value1(),
                      new Heading(row.value3(), shown(row.value2(), row.value1(), row.value4()))));
    }
    return headings;
  }

  /** A row that does not open is shown without its subject: it must not take the page with it. */
  private @Nullable String shown(UUID clinic, UUID event, byte @Nullable [] ciphertext) {
    try {
      return store.openSubject(clinic, event, ciphertext);
    } catch (BrokenSealException | WrongMasterKeyException unreadable) {
      log.debug("event {} is shown without its subject, which does not open", event, unreadable);
      return null;
    }
  }

  private KeptEvent read(Record row) {
    boolean waits = row.get(EVENT.DISPATCHED_AT) == null;
    return new KeptEvent(
        row.get(EVENT.ID),
        row.get(EVENT.NUMBER),
        row.get(EVENT.CLINIC_ID),
        row.get(EVENT.TYPE),
        shown(row.get(EVENT.CLINIC_ID), row.get(EVENT.ID), row.get(EVENT.SUBJECT_CIPHERTEXT)),
        row.get(EVENT.SOURCE),
        row.get(EVENT.OCCURRED_AT),
        row.get(EVENT.ACCEPTED_AT),
        row.get(EVENT.DISPATCHED_AT),
        row.get(EVENT.WORKFLOW_ID),
        waits ? row.get(EVENT.DISPATCH_PROBLEM) : null,
        waits ? row.get(EVENT.DISPATCH_AFTER) : null,
        row.get(EVENT.ERASED_AT),
        row.get(EVENT.ACCEPTED_BY) == null
            ? null
            : new Poster(row.get(EVENT.ACCEPTED_BY), row.get(EVENT.ACCEPTED_BY_PERSON)),
        row.get(EVENT.REPEATS).intValue(),
        row.get(EVENT.REPEATED_AT));
  }
}

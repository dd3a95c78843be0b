package org.wardbell.activities.event;

import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.EVENT_TYPE;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.EventTypeRecord;
import tools.jackson.databind.json.JsonMapper;

/** The store of the kinds of events that clinics registered. */
public final class EventTypeStore {
  /** A catalogue that people choose from stays one that they can read. */
  public static final int MAXIMUM_PER_CLINIC = 200;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** The result of inserting a new type. */
  public enum Inserted {
    YES,
    NAME_TAKEN,
    TOO_MANY
  }

  /** Keeps a new type inside the caller's transaction. */
  public Inserted insert(DSLContext transaction, UUID clinic, CustomEventType type, Instant now) {
    // The clinic's row is locked, so that two requests cannot both take the last place.
    transaction.select(CLINIC.ID).from(CLINIC).where(CLINIC.ID.eq(clinic)).forUpdate().fetch();
    if (transaction.fetchCount(EVENT_TYPE, EVENT_TYPE.CLINIC_ID.eq(clinic)) >= MAXIMUM_PER_CLINIC) {
      return Inserted.TOO_MANY;
    }
    int inserted =
        transaction
            .insertInto(EVENT_TYPE)
            .set(EVENT_TYPE.ID, Ids.next())
            .set(EVENT_TYPE.CLINIC_ID, clinic)
            .set(EVENT_TYPE.TYPE, type.type())
            .set(EVENT_TYPE.VERSION, 1)
            .set(EVENT_TYPE.DEFINITION, json(type))
            .set(EVENT_TYPE.CREATED_AT, now)
            .set(EVENT_TYPE.UPDATED_AT, now)
            .onDuplicateKeyIgnore()
            .execute();
    return inserted == 1 ? Inserted.YES : Inserted.NAME_TAKEN;
  }

  /** Replaces a type's definition inside the caller's transaction; false if there is none. */
  public boolean update(DSLContext transaction, UUID clinic, CustomEventType type, Instant now) {
    return transaction
            .update(EVENT_TYPE)
            .set(EVENT_TYPE.DEFINITION, json(type))
            .set(EVENT_TYPE.VERSION, EVENT_TYPE.VERSION.plus(1))
            .set(EVENT_TYPE.UPDATED_AT, now)
            .where(EVENT_TYPE.CLINIC_ID.eq(clinic), EVENT_TYPE.TYPE.eq(type.type()))
            .execute()
        == 1;
  }

  /** Forgets a type inside the caller's transaction; false if there is none. */
  public boolean delete(DSLContext transaction, UUID clinic, String type) {
    return transaction
            .deleteFrom(EVENT_TYPE)
            .where(EVENT_TYPE.CLINIC_ID.eq(clinic), EVENT_TYPE.TYPE.eq(type))
            .execute()
        == 1;
  }

  /** Returns a clinic's type, its row locked until the transaction's end. */
  public Optional<KeptEventType> lock(DSLContext transaction, UUID clinic, String type) {
    return transaction
        .selectFrom(EVENT_TYPE)
        .where(EVENT_TYPE.CLINIC_ID.eq(clinic), EVENT_TYPE.TYPE.eq(type))
        .forUpdate()
        .fetchOptional(EventTypeStore::read);
  }

  /** Returns the types of a clinic, or of all of them, by name. */
  public List<KeptEventType> list(DSLContext database, @Nullable UUID clinic) {
    return database
        .selectFrom(EVENT_TYPE)
        .where(clinic == null ? EVENT_TYPE.ID.isNotNull() : EVENT_TYPE.CLINIC_ID.eq(clinic))
        .orderBy(EVENT_TYPE.TYPE, EVENT_TYPE.ID)
        .fetch(EventTypeStore::read);
  }

  /** Returns whether two definitions are kept alike: 4.5 is a number of another type when read. */
  public static boolean isSame(CustomEventType one, CustomEventType other) {
    return json(one).equals(json(other));
  }

  private static JSON json(CustomEventType type) {
    return JSON.json(MAPPER.writeValueAsString(type));
  }

  private static KeptEventType read(EventTypeRecord row) {
    return new KeptEventType(
        row.getId(),
        row.getClinicId(),
        row.getVersion(),
        MAPPER.readValue(row.getDefinition().data(), CustomEventType.class),
        row.getCreatedAt(),
        row.getUpdatedAt());
  }
}

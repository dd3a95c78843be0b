package org.wardbell.activities.clinic;

import static org.wardbell.activities.database.generated.Tables.CLINIC;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.ClinicRecord;

/** The store of clinics, the tenants. */
public final class ClinicStore {
  /**
   * The name, until somebody gives it another one, of the clinic that exists from the first start,
   * so that a single clinic never has to name itself.
   */
  public static final String DEFAULT_NAME = "default";

  private final DSLContext database;

  public ClinicStore(DSLContext database) {
    this.database = database;
  }

  /** Returns the clinic with this id. */
  public Optional<ClinicFacts> find(UUID id) {
    return find(database, id);
  }

  /** Returns the clinic with this id, read inside the caller's transaction. */
  public Optional<ClinicFacts> find(DSLContext database, UUID id) {
    return found(database, id);
  }

  /** Returns the clinic with this id, its row locked until the transaction's end. */
  public Optional<ClinicFacts> lock(DSLContext transaction, UUID id) {
    return transaction
        .selectFrom(CLINIC)
        .where(CLINIC.ID.eq(id))
        .forUpdate()
        .fetchOptional(ClinicStore::read);
  }

  /** Returns the clinic that requests mean which name none; the first start makes it. */
  public Optional<ClinicFacts> findDefault() {
    return database
        .selectFrom(CLINIC)
        .where(CLINIC.IS_DEFAULT.isTrue())
        .fetchOptional(ClinicStore::read);
  }

  /** Returns the names of these clinics, by their ids. */
  public Map<UUID, String> names(Collection<UUID> ids) {
    return database
        .select(CLINIC.ID, CLINIC.NAME)
        .from(CLINIC)
        .where(CLINIC.ID.in(ids))
        .fetchMap(CLINIC.ID, CLINIC.NAME);
  }

  /**
   * Clinics, newest first.
   *
   * @param only that one alone, or null for all
   * @param before only clinics made before this one, or null to begin with the newest
   */
  public List<ClinicFacts> list(@Nullable UUID only, @Nullable UUID before, int limit) {
    Condition wanted = only == null ? DSL.noCondition() : CLINIC.ID.eq(only);
    if (before != null) {
      wanted = wanted.and(CLINIC.ID.lt(before));
    }
    return database
        .selectFrom(CLINIC)
        .where(wanted)
        .orderBy(CLINIC.ID.desc())
        .limit(limit)
        .fetch(ClinicStore::read);
  }

  /** Keeps a new clinic inside the caller's transaction; empty if its name is taken. */
  public Optional<ClinicFacts> insert(DSLContext transaction, NewClinic clinic, Instant now) {
    return insert(transaction, clinic, null, now);
  }

  /**
   * Keeps the clinic that requests mean which name none; empty if there is one already, whatever it
   * is called by now.
   */
  Optional<ClinicFacts> insertDefault(DSLContext transaction, NewClinic clinic, Instant now) {
    return insert(transaction, clinic, true, now);
  }

  private static Optional<ClinicFacts> insert(
      DSLContext transaction, NewClinic clinic, @Nullable Boolean isDefault, Instant now) {
    UUID id = Ids.next();
    int inserted =
        transaction
            .insertInto(CLINIC)
            .set(CLINIC.ID, id)
            .set(CLINIC.NAME, clinic.name())
            .set(CLINIC.EMAIL, clinic.email())
            .set(CLINIC.CONTACT_NUMBER, clinic.contactNumber())
            .set(CLINIC.ADDRESS, clinic.address())
            .set(CLINIC.TIME_ZONE, clinic.timeZone().getId())
            .set(CLINIC.UNREGISTERED_TYPES, clinic.unregisteredTypes())
            .set(CLINIC.IS_DEFAULT, isDefault)
            .set(CLINIC.CREATED_AT, now)
            .onDuplicateKeyIgnore()
            .execute();
    return inserted == 0 ? Optional.empty() : found(transaction, id);
  }

  /**
   * Replaces a clinic's properties inside the caller's transaction.
   *
   * @return the clinic as it is now, or empty if its new name is another clinic's
   */
  public Optional<ClinicFacts> update(DSLContext transaction, UUID id, NewClinic clinic) {
    try {
      transaction
          .update(CLINIC)
          .set(CLINIC.NAME, clinic.name())
          .set(CLINIC.EMAIL, clinic.email())
          .set(CLINIC.CONTACT_NUMBER, clinic.contactNumber())
          .set(CLINIC.ADDRESS, clinic.address())
          .set(CLINIC.TIME_ZONE, clinic.timeZone().getId())
          .set(CLINIC.UNREGISTERED_TYPES, clinic.unregisteredTypes())
          .where(CLINIC.ID.eq(id))
          .execute();
    } catch (IntegrityConstraintViolationException taken) {
      return Optional.empty();
    }
    return found(transaction, id);
  }

  private static Optional<ClinicFacts> found(DSLContext database, UUID id) {
    return database.selectFrom(CLINIC).where(CLINIC.ID.eq(id)).fetchOptional(ClinicStore::read);
  }

  private static ClinicFacts read(ClinicRecord row) {
    return new ClinicFacts(
        row.getId(),
        row.getName(),
        row.getEmail(),
        row.getContactNumber(),
        row.getAddress(),
        ZoneId.of(row.getTimeZone()),
        row.getUnregisteredTypes(),
        Boolean.TRUE.equals(row.getIsDefault()));
  }
}

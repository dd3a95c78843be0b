package org.wardbell.activities.appointment;

import static org.wardbell.activities.database.generated.Tables.DOCTOR;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.DoctorRecord;

/**
 * The store of doctors. A doctor's row is also the lock that orders bookings of that doctor; within
 * a process they take turns before it.
 */
public final class DoctorStore {
  /** Far more than changes are under way at once; doctors who share a turn wait for each other. */
  private static final int MOST_TURNS = 1_024;

  /**
   * The longest wait for a turn. Each takes some ten milliseconds, so after this the database is in
   * trouble, and each change hears of that by itself.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final List<ReentrantLock> TURNS =
      Stream.generate(() -> new ReentrantLock(true)).limit(MOST_TURNS).toList();

  /**
   * Runs a change of a doctor's day when it is its turn among those of this process. What decides
   * is the lock of the doctor's row; but whoever waits for that holds a connection, and fifty
   * bookings at once would hold them all, so that they and everybody else hear that none is free.
   * Here a wait costs nothing, and who came first goes first.
   *
   * @param doctor equal for changes of the same doctor
   */
  static <T> T inTurn(Object doctor, Supplier<T> change) {
    ReentrantLock turn = TURNS.get(Math.floorMod(doctor.hashCode(), MOST_TURNS));
    boolean taken = take(turn);
    try {
      return change.get();
    } finally {
      if (taken) {
        turn.unlock();
      }
    }
  }

  private static boolean take(ReentrantLock turn) {
    try {
      return turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Returns the doctor whom a request names, created or brought up to date. */
  public Doctor mention(DSLContext transaction, UUID clinicId, DoctorMention mention) {
    Optional<Doctor> known = find(transaction, clinicId, mention.reference());
    UUID id = known.isPresent() ? known.get().id() : insert(transaction, clinicId, mention);
    update(transaction, id, mention);
    return find(transaction, clinicId, id.toString()).orElseThrow();
  }

  /** Returns the doctor with this id of ours or of the clinic. */
  Optional<Doctor> find(DSLContext database, UUID clinicId, String reference) {
    return database
        .selectFrom(DOCTOR)
        .where(DOCTOR.CLINIC_ID.eq(clinicId))
        .and(named(reference))
        .fetchOptional(DoctorStore::read);
  }

  /** Returns the doctors with these ids of ours, by id. */
  public Map<UUID, Doctor> all(DSLContext database, Collection<UUID> ids) {
    return ids.isEmpty()
        ? Map.of()
        : database
            .selectFrom(DOCTOR)
            .where(DOCTOR.ID.in(Set.copyOf(ids)))
            .fetchMap(DOCTOR.ID, DoctorStore::read);
  }

  /**
   * Returns the ids of doctors with this id of ours or of a clinic, as part of a statement.
   *
   * @param clinicId only that clinic's, or null for all
   */
  public Select<Record1<UUID>> ids(@Nullable UUID clinicId, String reference) {
    return DSL.select(DOCTOR.ID)
        .from(DOCTOR)
        .where(clinicId == null ? DSL.noCondition() : DOCTOR.CLINIC_ID.eq(clinicId))
        .and(named(reference));
  }

  /** Returns the doctor with this id of ours. */
  public Doctor get(DSLContext database, UUID id) {
    return database
        .selectFrom(DOCTOR)
        .where(DOCTOR.ID.eq(id))
        .fetchOptional(DoctorStore::read)
        .orElseThrow(() -> new IllegalStateException("doctor " + id + " has no row"));
  }

  /**
   * Locks the doctor's row: no other transaction changes this doctor's day. It comes before any
   * appointment's lock.
   */
  public void lock(DSLContext transaction, UUID id) {
    transaction.select(DOCTOR.ID).from(DOCTOR).where(DOCTOR.ID.eq(id)).forUpdate().fetch();
  }

  private static Condition named(String reference) {
    UUID ours = asId(reference);
    Condition theirs = DOCTOR.EXTERNAL_ID.eq(reference);
    return ours == null ? theirs : theirs.or(DOCTOR.ID.eq(ours));
  }

  /**
   * Inserts the doctor. Two first mentions at once end with one row: the second one waits, inserts
   * nothing, and reads the row of the first.
   */
  private UUID insert(DSLContext transaction, UUID clinicId, DoctorMention mention) {
    transaction
        .insertInto(DOCTOR)
        .set(DOCTOR.ID, Ids.next())
        .set(DOCTOR.CLINIC_ID, clinicId)
        .set(DOCTOR.EXTERNAL_ID, mention.reference())
        .set(DOCTOR.CREATED_AT, Instant.now())
        .onDuplicateKeyIgnore()
        .execute();
    return find(transaction, clinicId, mention.reference()).orElseThrow().id();
  }

  private static void update(DSLContext transaction, UUID id, DoctorMention mention) {
    if (mention.name() == null && mention.email() == null && mention.contactNumber() == null) {
      return;
    }
    transaction
        .update(DOCTOR)
        .set(DOCTOR.NAME, DSL.coalesce(DSL.val(mention.name(), DOCTOR.NAME), DOCTOR.NAME))
        .set(DOCTOR.EMAIL, DSL.coalesce(DSL.val(mention.email(), DOCTOR.EMAIL), DOCTOR.EMAIL))
        .set(
            DOCTOR.CONTACT_NUMBER,
            DSL.coalesce(
                DSL.val(mention.contactNumber(), DOCTOR.CONTACT_NUMBER), DOCTOR.CONTACT_NUMBER))
        .where(DOCTOR.ID.eq(id))
        .execute();
  }

  private static @Nullable UUID asId(String reference) {
    try {
      return UUID.fromString(reference);
    } catch (IllegalArgumentException notOurs) {
      return null;
    }
  }

  private static Doctor read(DoctorRecord row) {
    return new Doctor(
        row.getId(),
        row.getClinicId(),
        row.getExternalId(),
        row.getName(),
        row.getEmail(),
        row.getContactNumber());
  }
}

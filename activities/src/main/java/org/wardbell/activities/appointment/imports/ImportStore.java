package org.wardbell.activities.appointment.imports;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT_IMPORT;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT_IMPORT_PROBLEM;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.AppointmentImportPartRecord;
import org.wardbell.activities.database.generated.tables.records.AppointmentImportRecord;

/** The store of imports: they are begun, get their lines, and are cancelled here. */
public final class ImportStore {
  /** Of a clinic. */
  public static final int RUNNING_AT_ONCE = 2;

  /** Good lines that come in together. */
  public static final int LINES_AT_ONCE = ImportParts.LINES;

  /** Lines of an import whose problems are kept; the others are counted. */
  public static final int PROBLEMS_KEPT = 10_000;

  /** An import that gets no line for this long is given up. */
  private static final Duration RECEIVING = Duration.ofMinutes(10);

  /** What an import did is in the audit trail for longer. */
  private static final Duration KEPT = Duration.ofDays(400);

  /** Jobs that are forgotten when a new one comes, each with its lines, so that there is an end. */
  private static final int FORGOTTEN_AT_ONCE = 10;

  private final ImportParts parts;

  public ImportStore(Encryption encryption) {
    this.parts = new ImportParts(encryption);
  }

  /**
   * Begins an import in the caller's transaction.
   *
   * @return empty if {@value #RUNNING_AT_ONCE} of the clinic have not ended
   */
  public Optional<KeptImport> begin(
      DSLContext transaction, UUID clinic, boolean withEvents, String requestedBy) {
    forget(transaction);
    Set<Integer> taken =
        transaction
            .select(APPOINTMENT_IMPORT.SLOT)
            .from(APPOINTMENT_IMPORT)
            .where(APPOINTMENT_IMPORT.CLINIC_ID.eq(clinic), APPOINTMENT_IMPORT.SLOT.isNotNull())
            .fetchSet(APPOINTMENT_IMPORT.SLOT);
    for (int slot = 1; slot <= RUNNING_AT_ONCE; slot++) {
      UUID id = Ids.next();
      if (!taken.contains(slot)
          && insert(transaction, id, clinic, slot, withEvents, requestedBy) == 1) {
        return find(transaction, id);
      }
    }
    return Optional.empty();
  }

  /** Another request may take the same slot at the same moment: then it is not inserted. */
  private static int insert(
      DSLContext transaction,
      UUID id,
      UUID clinic,
      int slot,
      boolean withEvents,
      String requestedBy) {
    return transaction
        .insertInto(APPOINTMENT_IMPORT)
        .set(APPOINTMENT_IMPORT.ID, id)
        .set(APPOINTMENT_IMPORT.CLINIC_ID, clinic)
        .set(APPOINTMENT_IMPORT.SLOT, slot)
        .set(APPOINTMENT_IMPORT.STATUS, ImportStatus.RECEIVING.name())
        .set(APPOINTMENT_IMPORT.WITH_EVENTS, withEvents)
        .set(APPOINTMENT_IMPORT.REQUESTED_BY, requestedBy)
        .set(APPOINTMENT_IMPORT.CREATED_AT, DatabaseClock.now())
        .set(APPOINTMENT_IMPORT.WAKES_AT, DatabaseClock.after(RECEIVING))
        .onDuplicateKeyIgnore()
        .execute();
  }

  /** Forgets imports of long ago: their ids begin with the time. */
  private static void forget(DSLContext transaction) {
    List<UUID> old =
        transaction
            .select(APPOINTMENT_IMPORT.ID)
            .from(APPOINTMENT_IMPORT)
            .where(
                APPOINTMENT_IMPORT.ID.lt(Ids.firstOf(DatabaseClock.read(transaction).minus(KEPT))))
            .and(APPOINTMENT_IMPORT.WAKES_AT.isNull())
            .limit(FORGOTTEN_AT_ONCE)
            .forUpdate()
            .skipLocked()
            .fetch(APPOINTMENT_IMPORT.ID);
    for (UUID id : old) {
      int rows =
          transaction
              .deleteFrom(APPOINTMENT_IMPORT_PROBLEM)
              .where(APPOINTMENT_IMPORT_PROBLEM.IMPORT_ID.eq(id))
              .limit(ImportParts.LINES)
              .execute();
      if (rows == 0) {
        transaction.deleteFrom(APPOINTMENT_IMPORT).where(APPOINTMENT_IMPORT.ID.eq(id)).execute();
      }
    }
  }

  /**
   * Adds lines to an import that is coming in.
   *
   * @param good at most {@value #LINES_AT_ONCE}
   * @return false if the import was given up meanwhile
   */
  public boolean add(
      DSLContext dsl, KeptImport to, List<ImportedLine> good, List<LineProblems> bad) {
    AppointmentImportPartRecord part =
        good.isEmpty() ? null : parts.seal(to.clinicId(), to.id(), good);
    return dsl.transactionResult(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          AppointmentImportRecord job = lock(transaction, to.id());
          if (job == null || !isReceiving(job)) {
            return false;
          }
          if (part != null) {
            ImportParts.add(transaction, job, part);
          }
          note(transaction, job, bad);
          job.setLineCount(job.getLineCount() + good.size() + bad.size());
          job.setWakesAt(DatabaseClock.read(transaction).plus(RECEIVING));
          job.update();
          return true;
        });
  }

  /**
   * Ends the lines of an import in the caller's transaction, which starts its workflow after the
   * commit; empty if it was given up meanwhile.
   */
  public Optional<KeptImport> received(DSLContext transaction, UUID id) {
    AppointmentImportRecord job = lock(transaction, id);
    if (job == null || !isReceiving(job)) {
      return Optional.empty();
    }
    job.setStatus(ImportStatus.RUNNING.name());
    job.setWakesAt(DatabaseClock.read(transaction));
    job.update();
    return Optional.of(read(job));
  }

  /**
   * Cancels an import in the caller's transaction, which starts its workflow after the commit: that
   * removes the lines that are left. What was taken stays.
   *
   * @return empty if it has ended
   */
  public Optional<KeptImport> cancel(DSLContext transaction, UUID id) {
    AppointmentImportRecord job = lock(transaction, id);
    if (job == null || job.getFinishedAt() != null) {
      return Optional.empty();
    }
    cancel(job, DatabaseClock.read(transaction));
    job.update();
    return Optional.of(read(job));
  }

  static void cancel(AppointmentImportRecord job, Instant now) {
    job.setStatus(ImportStatus.CANCELLED.name());
    job.setFinishedAt(now);
    job.setSlot(null);
    job.setWakesAt(now);
  }

  /** Counts lines that were not taken, and keeps the problems of the first of them. */
  static void note(DSLContext transaction, AppointmentImportRecord job, List<LineProblems> bad) {
    List<Query> inserts =
        bad.stream()
            .limit(Math.max(0, PROBLEMS_KEPT - job.getFailed()))
            .<Query>map(
                one ->
                    transaction
                        .insertInto(APPOINTMENT_IMPORT_PROBLEM)
                        .set(APPOINTMENT_IMPORT_PROBLEM.IMPORT_ID, job.getId())
                        .set(APPOINTMENT_IMPORT_PROBLEM.CLINIC_ID, job.getClinicId())
                        .set(APPOINTMENT_IMPORT_PROBLEM.LINE, one.line())
                        .set(APPOINTMENT_IMPORT_PROBLEM.ERRORS, JSON.json(one.json())))
            .toList();
    transaction.batch(inserts).execute();
    job.setFailed(job.getFailed() + bad.size());
  }

  static @Nullable AppointmentImportRecord lock(DSLContext transaction, UUID id) {
    return transaction
        .selectFrom(APPOINTMENT_IMPORT)
        .where(APPOINTMENT_IMPORT.ID.eq(id))
        .forUpdate()
        .fetchOne();
  }

  private static boolean isReceiving(AppointmentImportRecord job) {
    return job.getStatus().equals(ImportStatus.RECEIVING.name());
  }

  /** Returns the import, of any clinic: the caller decides who may see it. */
  public Optional<KeptImport> find(DSLContext dsl, UUID id) {
    return dsl.selectFrom(APPOINTMENT_IMPORT)
        .where(APPOINTMENT_IMPORT.ID.eq(id))
        .fetchOptional(ImportStore::read);
  }

  /**
   * Imports, newest first.
   *
   * @param clinic only that clinic's, or null for all
   * @param before only imports with a smaller number, or null to begin with the newest
   */
  public List<KeptImport> list(
      DSLContext dsl, @Nullable UUID clinic, @Nullable Long before, int limit) {
    return dsl.selectFrom(APPOINTMENT_IMPORT)
        .where(clinic == null ? DSL.noCondition() : APPOINTMENT_IMPORT.CLINIC_ID.eq(clinic))
        .and(before == null ? DSL.noCondition() : APPOINTMENT_IMPORT.NUMBER.lt(before))
        .orderBy(APPOINTMENT_IMPORT.NUMBER.desc())
        .limit(limit)
        .fetch(ImportStore::read);
  }

  /**
   * Lines of an import that were not taken, in their order.
   *
   * @param after only lines behind this one, or null to begin with the first
   */
  public List<LineProblems> problems(DSLContext dsl, UUID id, @Nullable Long after, int limit) {
    return dsl.selectFrom(APPOINTMENT_IMPORT_PROBLEM)
        .where(APPOINTMENT_IMPORT_PROBLEM.IMPORT_ID.eq(id))
        .and(after == null ? DSL.noCondition() : APPOINTMENT_IMPORT_PROBLEM.LINE.gt(after))
        .orderBy(APPOINTMENT_IMPORT_PROBLEM.LINE)
        .limit(limit)
        .fetch(row -> LineProblems.of(row.getLine(), row.getErrors().data()));
  }

  static KeptImport read(AppointmentImportRecord row) {
    return new KeptImport(
        row.getId(),
        row.getNumber(),
        row.getClinicId(),
        ImportStatus.valueOf(row.getStatus()),
        row.getWithEvents(),
        row.getLineCount(),
        row.getCreated(),
        row.getChanged(),
        row.getUnchanged(),
        row.getFailed(),
        row.getRequestedBy(),
        row.getCreatedAt(),
        row.getFinishedAt());
  }
}

package org.wardbell.activities.logjob;

import static org.wardbell.activities.database.generated.Tables.LOG_JOB;
import static org.wardbell.activities.database.generated.Tables.LOG_JOB_PART;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Compression;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.LogJobRecord;

/**
 * The parts of exports' files: a page each, compressed, then sealed. A file of a million rows is
 * some thousands of them, so that nobody holds more than one in memory.
 */
public final class ExportParts {
  /** The sealed column. */
  static final String CONTENT = "log_job_part.content";

  /** Parts are removed so many at once: each may be 100 KiB. */
  private static final int REMOVED_AT_ONCE = 50;

  private final Encryption encryption;

  public ExportParts(Encryption encryption) {
    this.encryption = encryption;
  }

  /** A part that is sealed, and not kept yet. */
  record SealedPart(UUID id, Sealed sealed, int bytes) {}

  /** Seals a part; takes no connection that its caller might hold. */
  SealedPart seal(@Nullable UUID clinic, byte[] plain) {
    UUID id = Ids.next();
    return new SealedPart(
        id, encryption.seal(clinic, CONTENT, id, Compression.compressed(plain)), plain.length);
  }

  /** Adds a part to the file of a job whose row is locked. */
  static void add(DSLContext transaction, LogJobRecord job, SealedPart part) {
    transaction
        .insertInto(LOG_JOB_PART)
        .set(LOG_JOB_PART.ID, part.id())
        .set(LOG_JOB_PART.CLINIC_ID, job.getClinicId())
        .set(LOG_JOB_PART.JOB_ID, job.getId())
        .set(LOG_JOB_PART.PART, job.getParts())
        .set(LOG_JOB_PART.CONTENT_CIPHERTEXT, part.sealed().ciphertext())
        .set(LOG_JOB_PART.KEY_ID, part.sealed().keyId())
        .execute();
    job.setParts(job.getParts() + 1);
    job.setBytes(job.getBytes() + part.bytes());
  }

  /**
   * Opens a part.
   *
   * @param part counted from 0
   * @return empty if the file has ended meanwhile
   */
  public Optional<byte[]> open(DSLContext dsl, KeptLogJob job, int part) {
    return dsl.selectFrom(LOG_JOB_PART)
        .where(LOG_JOB_PART.JOB_ID.eq(job.id()), LOG_JOB_PART.PART.eq(part))
        .fetchOptional()
        .map(
            row ->
                Compression.expanded(
                    encryption.open(
                        row.getClinicId(), CONTENT, row.getId(), row.getContentCiphertext())));
  }

  /** Removes parts of a job's file; returns how many. */
  static int remove(DSLContext transaction, UUID job, int limit) {
    List<UUID> found =
        transaction
            .select(LOG_JOB_PART.ID)
            .from(LOG_JOB_PART)
            .where(LOG_JOB_PART.JOB_ID.eq(job))
            .limit(Math.min(limit, REMOVED_AT_ONCE))
            .fetch(LOG_JOB_PART.ID);
    return found.isEmpty()
        ? 0
        : transaction.deleteFrom(LOG_JOB_PART).where(LOG_JOB_PART.ID.in(found)).execute();
  }

  /**
   * Ends files that may name a clinic's patients, of the clinic and of the installation, and those
   * that are being written; removes their parts. Works in the caller's transaction, on so many rows
   * at most as it is told.
   *
   * @return how many rows it changed; 0 when nothing is left
   */
  public static int removeWithSubjects(DSLContext transaction, UUID clinic, int limit) {
    // Found without a lock: rows of other clinics are looked at as well.
    UUID next =
        transaction
            .select(LOG_JOB.ID)
            .from(LOG_JOB)
            .where(LOG_JOB.CLINIC_ID.eq(clinic).or(LOG_JOB.CLINIC_ID.isNull()))
            .and(LOG_JOB.KIND.eq(LogJobKind.EXPORT.name()))
            .and(LOG_JOB.WITH_SUBJECT)
            .and(LOG_JOB.WAKES_AT.isNotNull())
            .limit(1)
            .fetchOne(LOG_JOB.ID);
    if (next == null) {
      return 0;
    }
    LogJobRecord job =
        transaction.selectFrom(LOG_JOB).where(LOG_JOB.ID.eq(next)).forUpdate().fetchSingle();
    Instant now = DatabaseClock.read(transaction);
    LogJobStore.end(job, now);
    int removed = remove(transaction, job.getId(), limit);
    if (removed == 0) {
      job.setWakesAt(null);
    }
    job.update();
    return removed + 1;
  }
}

package org.wardbell.activities.appointment.imports;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT_IMPORT_PART;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.crypto.Compression;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.AppointmentImportPartRecord;
import org.wardbell.activities.database.generated.tables.records.AppointmentImportRecord;
import tools.jackson.databind.json.JsonMapper;

/**
 * The lines of imports that are still to be done, so many to a part, compressed and then sealed:
 * nobody holds more than a part in memory. A part goes when its lines are done.
 */
final class ImportParts {
  /** The sealed column. */
  static final String CONTENT = "appointment_import_part.content";

  /** At the longest line of 64 KiB this is 6.4 MiB. */
  static final int LINES = 100;

  /** Parts are removed so many at once: each may be some 100 KiB. */
  private static final int REMOVED_AT_ONCE = 50;

  private static final JsonMapper JSON = new JsonMapper();

  private final Encryption encryption;

  ImportParts(Encryption encryption) {
    this.encryption = encryption;
  }

  /** Seals a part of a clinic's lines, before any transaction. */
  AppointmentImportPartRecord seal(UUID clinic, UUID job, List<ImportedLine> lines) {
    UUID id = Ids.next();
    Sealed sealed =
        encryption.seal(clinic, CONTENT, id, Compression.compressed(JSON.writeValueAsBytes(lines)));
    AppointmentImportPartRecord part = new AppointmentImportPartRecord();
    part.setId(id);
    part.setClinicId(clinic);
    part.setImportId(job);
    part.setContentCiphertext(sealed.ciphertext());
    part.setKeyId(sealed.keyId());
    return part;
  }

  /** Adds a part to an import whose row is locked. */
  static void add(
      DSLContext transaction, AppointmentImportRecord job, AppointmentImportPartRecord part) {
    part.setPart(job.getParts());
    transaction.insertInto(APPOINTMENT_IMPORT_PART).set(part).execute();
    job.setParts(job.getParts() + 1);
  }

  /** Opens a part; empty if it is done. */
  Optional<List<ImportedLine>> open(DSLContext dsl, UUID job, long part) {
    return dsl.selectFrom(APPOINTMENT_IMPORT_PART)
        .where(
            APPOINTMENT_IMPORT_PART.IMPORT_ID.eq(job), APPOINTMENT_IMPORT_PART.PART.eq((int) part))
        .fetchOptional()
        .map(
            row ->
                List.of(
                    JSON.readValue(
                        Compression.expanded(
                            encryption.open(
                                row.getClinicId(),
                                CONTENT,
                                row.getId(),
                                row.getContentCiphertext())),
                        ImportedLine[].class)));
  }

  static void done(DSLContext transaction, UUID job, long part) {
    transaction
        .deleteFrom(APPOINTMENT_IMPORT_PART)
        .where(
            APPOINTMENT_IMPORT_PART.IMPORT_ID.eq(job), APPOINTMENT_IMPORT_PART.PART.eq((int) part))
        .execute();
  }

  /** Removes some of what is left of an import; returns how many parts. */
  static int remove(DSLContext transaction, UUID job) {
    List<UUID> found =
        transaction
            .select(APPOINTMENT_IMPORT_PART.ID)
            .from(APPOINTMENT_IMPORT_PART)
            .where(APPOINTMENT_IMPORT_PART.IMPORT_ID.eq(job))
            .limit(REMOVED_AT_ONCE)
            .fetch(APPOINTMENT_IMPORT_PART.ID);
    return found.isEmpty()
        ? 0
        : transaction
            .deleteFrom(APPOINTMENT_IMPORT_PART)
            .where(APPOINTMENT_IMPORT_PART.ID.in(found))
            .execute();
  }
}

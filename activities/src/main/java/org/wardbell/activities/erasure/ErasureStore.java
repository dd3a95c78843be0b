package org.wardbell.activities.erasure;

import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.ERASURE;
import static org.wardbell.activities.database.generated.Tables.ERASURE_SUBJECT;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.ErasureRecord;
import org.wardbell.activities.event.EventStore;

/**
 * The store of erasures. A row holds the subject's fingerprint; the name itself is sealed, and only
 * until the job has ended, because payloads and appointments are found by it.
 */
public final class ErasureStore {
  /** The sealed column. */
  public static final String SUBJECT = "erasure.subject";

  static final String RUNNING = "RUNNING";
  static final String DONE = "DONE";

  private final Encryption encryption;
  private final EventStore events;

  public ErasureStore(Encryption encryption, EventStore events) {
    this.encryption = encryption;
    this.events = events;
  }

  /**
   * Keeps a new job in the caller's transaction, which starts its workflow after the commit. A
   * subject that is being erased already keeps its job.
   *
   * @param subject {@code patient/4711}
   * @param requestedBy {@code key/<id>}
   * @return the job, and whether it is new
   */
  public Begun begin(DSLContext transaction, UUID clinic, String subject, String requestedBy) {
    byte[] fingerprint = events.subjectFingerprint(clinic, subject);
    // Of two requests at once the second sees the first one's job.
    transaction.select(CLINIC.ID).from(CLINIC).where(CLINIC.ID.eq(clinic)).forUpdate().fetch();
    Optional<KeptErasure> running =
        transaction
            .selectFrom(ERASURE)
            .where(ERASURE.CLINIC_ID.eq(clinic), ERASURE.STATUS.eq(RUNNING))
            .and(ERASURE.SUBJECT_FINGERPRINT.eq(fingerprint))
            .limit(1)
            .fetchOptional(ErasureStore::read);
    if (running.isPresent()) {
      return new Begun(running.get(), false);
    }
    UUID id = Ids.next();
    Sealed sealed = encryption.seal(clinic, SUBJECT, id, subject.getBytes(StandardCharsets.UTF_8));
    transaction
        .insertInto(ERASURE)
        .set(ERASURE.ID, id)
        .set(ERASURE.CLINIC_ID, clinic)
        .set(ERASURE.SUBJECT_FINGERPRINT, fingerprint)
        .set(ERASURE.SUBJECT_CIPHERTEXT, sealed.ciphertext())
        .set(ERASURE.KEY_ID, sealed.keyId())
        .set(ERASURE.STATUS, RUNNING)
        .set(ERASURE.PHASE, ErasurePhase.APPOINTMENTS.name())
        .set(ERASURE.POSITION, 0L)
        .set(ERASURE.LAST_POSITION, newest(transaction, clinic))
        .set(ERASURE.REQUESTED_BY, requestedBy)
        .set(ERASURE.CREATED_AT, DatabaseClock.now())
        .set(ERASURE.WAKES_AT, DatabaseClock.now())
        .execute();
    return new Begun(find(transaction, id).orElseThrow(), true);
  }

  /**
   * The answer to a request.
   *
   * @param erasure the job
   * @param fresh whether this request began it
   */
  public record Begun(KeptErasure erasure, boolean fresh) {}

  private static long newest(DSLContext transaction, UUID clinic) {
    Long number =
        transaction
            .select(EVENT.NUMBER)
            .from(EVENT.forceIndex("event_clinic"))
            .where(EVENT.CLINIC_ID.eq(clinic))
            .orderBy(EVENT.NUMBER.desc())
            .limit(1)
            .fetchOne(EVENT.NUMBER);
    return number == null ? 0 : number;
  }

  /** Returns the job with this id. */
  public Optional<KeptErasure> find(DSLContext dsl, UUID id) {
    return dsl.selectFrom(ERASURE).where(ERASURE.ID.eq(id)).fetchOptional(ErasureStore::read);
  }

  /**
   * Jobs, newest first.
   *
   * @param clinic only that clinic's, or null for all
   * @param before only jobs with a smaller number, or null to begin with the newest
   */
  public List<KeptErasure> list(
      DSLContext dsl, @Nullable UUID clinic, @Nullable Long before, int limit) {
    return dsl.selectFrom(ERASURE)
        .where(clinic == null ? DSL.noCondition() : ERASURE.CLINIC_ID.eq(clinic))
        .and(before == null ? DSL.noCondition() : ERASURE.NUMBER.lt(before))
        .orderBy(ERASURE.NUMBER.desc())
        .limit(limit)
        .fetch(ErasureStore::read);
  }

  /** Opens a running job's subject. */
  ErasedSubject subject(ErasureRecord job) {
    return new ErasedSubject(
        new String(
            encryption.open(job.getClinicId(), SUBJECT, job.getId(), job.getSubjectCiphertext()),
            StandardCharsets.UTF_8));
  }

  /** Ends a job whose row is locked, and tells the audit trail; the name goes now as well. */
  void finish(DSLContext transaction, ErasureRecord job, AuditStore audit) {
    job.setStatus(DONE);
    job.setSubjectCiphertext(null);
    job.setKeyId(null);
    job.setFinishedAt(DatabaseClock.read(transaction));
    job.setWakesAt(null);
    transaction
        .deleteFrom(ERASURE_SUBJECT)
        .where(ERASURE_SUBJECT.ERASURE_ID.eq(job.getId()))
        .execute();
    Map<String, Object> told = new TreeMap<>();
    told.put("subject_fingerprint", HexFormat.of().formatHex(job.getSubjectFingerprint()));
    told.put("appointments", job.getAppointments());
    told.put("events", job.getEvents());
    told.put("bodies", job.getBodies());
    told.put("answers", job.getAnswers());
    told.put("cancelled", job.getCancelled());
    audit.append(
        transaction,
        AuditEntry.of(
                job.getClinicId(), AuditOrigin.SYSTEM, "erasure.done", "erasure/" + job.getId())
            .with(told));
  }

  private static KeptErasure read(ErasureRecord row) {
    return new KeptErasure(
        row.getId(),
        row.getNumber(),
        row.getClinicId(),
        HexFormat.of().formatHex(row.getSubjectFingerprint()),
        row.getStatus(),
        row.getLookedAt(),
        row.getAppointments(),
        row.getEvents(),
        row.getBodies(),
        row.getAnswers(),
        row.getCancelled(),
        row.getUnreadable(),
        row.getRequestedBy(),
        row.getCreatedAt(),
        row.getFinishedAt());
  }
}

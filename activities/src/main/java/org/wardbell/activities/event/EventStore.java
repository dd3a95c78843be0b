package org.wardbell.activities.event;

import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.crypto.Unsealed;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.batch.RenderedBatch;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.event.EventWorkflow;

/** The writer of events. Its caller commits, and then starts their workflow. */
public final class EventStore {
  private static final String DATA = "event.data";
  private static final String SUBJECT = "event.subject";

  private static final List<Field<?>> COLUMNS =
      List.of(
          EVENT.ID,
          EVENT.CLINIC_ID,
          EVENT.TYPE,
          EVENT.SUBJECT_CIPHERTEXT,
          EVENT.SUBJECT_FINGERPRINT,
          EVENT.SOURCE,
          EVENT.IDEMPOTENCY_FINGERPRINT,
          EVENT.FINGERPRINT,
          EVENT.OCCURRED_AT,
          EVENT.ACCEPTED_AT,
          EVENT.DATA_CIPHERTEXT,
          EVENT.KEY_ID,
          EVENT.WORKFLOW_ID,
          EVENT.ACCEPTED_BY,
          EVENT.ACCEPTED_BY_PERSON);

  private static final RenderedBatch INSERT =
      RenderedBatch.of(
          DSL.insertInto(EVENT).columns(COLUMNS).values(new @Nullable Object[COLUMNS.size()]));

  private final Encryption encryption;
  private final Fingerprints fingerprints;

  public EventStore(Encryption encryption) {
    this.encryption = encryption;
    this.fingerprints = new Fingerprints(encryption);
  }

  /**
   * Records events inside the caller's transaction; beyond 100 they have several workflows.
   *
   * @throws ConflictingEvents when one reuses a key with another body; the caller rolls back
   */
  public RecordedEvents record(DSLContext transaction, List<NewEvent> events) {
    return insert(transaction, List.of(prepare(events)), null).getFirst().orThrow();
  }

  /** Seals and fingerprints, outside any transaction. */
  List<PreparedEvent> prepare(List<NewEvent> events) {
    List<UUID> ids = events.stream().map(_ -> Ids.next()).toList();
    List<Unsealed> values = new ArrayList<>(2 * events.size());
    for (int i = 0; i < events.size(); i++) {
      NewEvent event = events.get(i);
      values.add(new Unsealed(event.clinicId(), DATA, ids.get(i), event.data()));
      if (event.subject() != null) {
        values.add(unsealed(event.clinicId(), ids.get(i), event.subject()));
      }
    }
    Iterator<Sealed> sealed = encryption.seal(values).iterator();
    List<PreparedEvent> prepared = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      NewEvent event = events.get(i);
      UUID clinic = event.clinicId();
      prepared.add(
          new PreparedEvent(
              ids.get(i),
              event,
              sealed.next(),
              event.subject() == null ? null : sealed.next().ciphertext(),
              fingerprints.ofSubject(clinic, event.subject()),
              fingerprints.ofKey(clinic, event.idempotencyKey()),
              fingerprints.of(event)));
    }
    return prepared;
  }

  private static Unsealed unsealed(UUID clinicId, UUID id, String subject) {
    return new Unsealed(clinicId, SUBJECT, id, subject.getBytes(StandardCharsets.UTF_8));
  }

  byte @Nullable [] sealSubject(UUID clinicId, UUID id, @Nullable String subject) {
    return subject == null
        ? null
        : encryption.seal(List.of(unsealed(clinicId, id, subject))).getFirst().ciphertext();
  }

  /**
   * Returns the fingerprint by which rows with this subject are found: the same for the same bytes
   * in one clinic, and for nothing else.
   */
  public byte[] subjectFingerprint(UUID clinicId, String subject) {
    return Objects.requireNonNull(fingerprints.ofSubject(clinicId, subject));
  }

  byte @Nullable [] keyFingerprint(UUID clinicId, @Nullable String key) {
    return fingerprints.ofKey(clinicId, key);
  }

  /** Opens an event's subject, if it has one. */
  @Nullable String openSubject(UUID clinicId, UUID id, byte @Nullable [] ciphertext) {
    return ciphertext == null
        ? null
        : new String(encryption.open(clinicId, SUBJECT, id, ciphertext), StandardCharsets.UTF_8);
  }

  /** Opens an event's data. */
  public byte[] open(UUID clinicId, UUID id, byte[] ciphertext) {
    return encryption.open(clinicId, DATA, id, ciphertext);
  }

  /** Adds to how often an event was posted again under its key. */
  public static void repeated(DSLContext database, UUID event, int times) {
    database
        .update(EVENT)
        .set(EVENT.REPEATS, EVENT.REPEATS.plus(times))
        .set(EVENT.REPEATED_AT, DatabaseClock.now())
        .where(EVENT.ID.eq(event))
        .execute();
  }

  /** The result of one submission of a commit: its events, or the positions that conflict. */
  record Answer(@Nullable RecordedEvents recorded, List<Integer> conflicts) {
    RecordedEvents orThrow() {
      if (recorded == null) {
        throw new ConflictingEvents(conflicts);
      }
      return recorded;
    }
  }

  /**
   * Writes several submissions in one transaction; one with a conflict writes nothing and leaves
   * the others alone. Fifty events that are written share one workflow.
   *
   * @param workflowId of the workflow that all of them will share, or null if each fifty have one
   *     that is called by its first event
   */
  List<Answer> insert(
      DSLContext transaction, List<List<PreparedEvent>> submissions, @Nullable String workflowId) {
    Instant now = DatabaseClock.read(transaction);
    List<PreparedEvent> all = submissions.stream().flatMap(List::stream).toList();
    EventKeys keys = EventKeys.read(transaction, all, now);
    List<PreparedEvent> fresh = new ArrayList<>(all.size());
    List<Answer> answers = new ArrayList<>(submissions.size());
    for (List<PreparedEvent> submission : submissions) {
      answers.add(answer(submission, keys, fresh, now));
    }
    for (List<PreparedEvent> group : EventBatch.startedTogether(fresh)) {
      write(transaction, group, workflowId == null ? workflowId(group) : workflowId, now);
    }
    return answers;
  }

  private static Answer answer(
      List<PreparedEvent> submission, EventKeys keys, List<PreparedEvent> fresh, Instant now) {
    List<Integer> conflicts = new ArrayList<>();
    List<AcceptedEvent> accepted = new ArrayList<>(submission.size());
    List<PreparedEvent> own = new ArrayList<>(submission.size());
    for (int i = 0; i < submission.size(); i++) {
      PreparedEvent prepared = submission.get(i);
      AcceptedEvent holder = keys.holder(prepared);
      if (holder == null) {
        keys.take(prepared, now);
        own.add(prepared);
        accepted.add(new AcceptedEvent(prepared.id(), prepared.event().type(), now, false));
      } else if (keys.conflicts(prepared)) {
        conflicts.add(i);
      } else {
        accepted.add(holder);
      }
    }
    if (!conflicts.isEmpty()) {
      own.forEach(keys::release);
      return new Answer(null, conflicts);
    }
    fresh.addAll(own);
    return new Answer(recorded(accepted, own), conflicts);
  }

  private static RecordedEvents recorded(List<AcceptedEvent> accepted, List<PreparedEvent> own) {
    return new RecordedEvents(
        accepted,
        own.stream()
            .map(
                one ->
                    new RecordedEvents.Fresh(one.id(), one.event().clinicId(), one.event().type()))
            .toList());
  }

  private static String workflowId(List<PreparedEvent> events) {
    return EventWorkflow.workflowId(
        new EventBatch(events.stream().map(event -> event.id().toString()).toList()));
  }

  private static void write(
      DSLContext transaction, List<PreparedEvent> fresh, String workflowId, Instant now) {
    List<@Nullable Object[]> rows = new ArrayList<>(fresh.size());
    for (PreparedEvent prepared : fresh) {
      NewEvent event = prepared.event();
      rows.add(
          new @Nullable Object[] {
            prepared.id(),
            event.clinicId(),
            event.type(),
            prepared.subject(),
            prepared.subjectFingerprint(),
            event.source(),
            prepared.keyFingerprint(),
            prepared.fingerprint(),
            event.occurredAt() == null ? now : event.occurredAt(),
            now,
            prepared.data().ciphertext(),
            prepared.data().keyId(),
            workflowId,
            event.acceptedBy() == null ? null : event.acceptedBy().id(),
            event.acceptedBy() != null && event.acceptedBy().isPerson()
          });
    }
    INSERT.execute(transaction, rows);
  }
}

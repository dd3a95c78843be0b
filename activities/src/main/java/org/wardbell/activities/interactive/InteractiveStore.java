package org.wardbell.activities.interactive;

import static org.wardbell.activities.database.generated.Tables.INTERACTIVE_TASK;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.InteractiveTaskRecord;
import org.wardbell.workflows.interactive.InteractiveWorkflow;

/**
 * The store of tasks, sealed. Each step is one statement, so that two who try it cannot both
 * succeed.
 */
public final class InteractiveStore {
  private static final String REQUEST = "interactive_task.request";
  private static final String RESULT = "interactive_task.result";

  /** A result can be read again for this long. */
  private static final Duration KEPT = Duration.ofDays(1);

  /** Rows that one sweep deletes, so that it holds no locks for long. */
  private static final int PER_SWEEP = 500;

  private final DSLContext dsl;
  private final Encryption encryption;

  InteractiveStore(DSLContext dsl, Encryption encryption) {
    this.dsl = dsl;
    this.encryption = encryption;
  }

  /** Keeps a new task, committed with a row that tells of it; its id is all that Temporal hears. */
  public UUID insert(
      @Nullable UUID clinicId,
      String kind,
      @Nullable UUID webhookId,
      byte[] request,
      Consumer<DSLContext> note) {
    UUID id = Ids.next();
    Sealed sealed = encryption.seal(clinicId, REQUEST, id, request);
    dsl.transaction(
        configuration -> {
          insert(configuration.dsl(), id, clinicId, kind, webhookId, sealed);
          note.accept(configuration.dsl());
        });
    return id;
  }

  private static void insert(
      DSLContext transaction,
      UUID id,
      @Nullable UUID clinicId,
      String kind,
      @Nullable UUID webhookId,
      Sealed sealed) {
    transaction
        .insertInto(INTERACTIVE_TASK)
        .set(INTERACTIVE_TASK.ID, id)
        .set(INTERACTIVE_TASK.CLINIC_ID, clinicId)
        .set(INTERACTIVE_TASK.KIND, kind)
        .set(INTERACTIVE_TASK.WEBHOOK_ID, webhookId)
        .set(INTERACTIVE_TASK.REQUEST_CIPHERTEXT, sealed.ciphertext())
        .set(INTERACTIVE_TASK.REQUEST_KEY_ID, sealed.keyId())
        .set(INTERACTIVE_TASK.CREATED_AT, DatabaseClock.now())
        .execute();
  }

  /** Returns the task's state without its result; a waiting caller asks often. */
  public Optional<TaskState> state(UUID id) {
    return dsl.select(
            INTERACTIVE_TASK.STARTED_AT,
            INTERACTIVE_TASK.FINISHED_AT,
            DSL.field(INTERACTIVE_TASK.RESULT_CIPHERTEXT.isNotNull()),
            DatabaseClock.now())
        .from(INTERACTIVE_TASK)
        .where(INTERACTIVE_TASK.ID.eq(id))
        .fetchOptional(row -> state(row.value1(), row.value2(), row.value3(), row.value4()));
  }

  /** Returns the task with its result, if it is done. */
  public Optional<KeptTask> find(UUID id) {
    return dsl.select(INTERACTIVE_TASK.fields())
        .select(DatabaseClock.now().as("now"))
        .from(INTERACTIVE_TASK)
        .where(INTERACTIVE_TASK.ID.eq(id))
        .fetchOptional(row -> read(row.into(INTERACTIVE_TASK), row.get("now", Instant.class)));
  }

  /** Returns the newest tasks of a kind that are about a webhook, with their results. */
  public List<KeptTask> newest(UUID webhookId, String kind, int limit) {
    return dsl.select(INTERACTIVE_TASK.fields())
        .select(DatabaseClock.now().as("now"))
        .from(INTERACTIVE_TASK)
        .where(INTERACTIVE_TASK.WEBHOOK_ID.eq(webhookId))
        .and(INTERACTIVE_TASK.KIND.eq(kind))
        .orderBy(INTERACTIVE_TASK.CREATED_AT.desc())
        .limit(limit)
        .fetch(row -> read(row.into(INTERACTIVE_TASK), row.get("now", Instant.class)));
  }

  private KeptTask read(InteractiveTaskRecord row, Instant now) {
    byte[] sealed = row.getResultCiphertext();
    return new KeptTask(
        row.getId(),
        row.getClinicId(),
        row.getKind(),
        row.getWebhookId(),
        state(row.getStartedAt(), row.getFinishedAt(), sealed != null, now),
        row.getCreatedAt(),
        sealed == null ? null : encryption.open(row.getClinicId(), RESULT, row.getId(), sealed));
  }

  private static TaskState state(
      @Nullable Instant started, @Nullable Instant finished, boolean result, Instant now) {
    if (result) {
      return TaskState.DONE;
    }
    if (started == null) {
      return finished == null ? TaskState.WAITING : TaskState.GIVEN_UP;
    }
    boolean dead = started.plus(InteractiveWorkflow.LONGEST_RUN).isBefore(now);
    return finished == null && !dead ? TaskState.RUNNING : TaskState.FAILED;
  }

  /** Begins the task, unless somebody began it or nobody waits for it any more. */
  Optional<BegunTask> begin(UUID id) {
    int begun =
        dsl.update(INTERACTIVE_TASK)
            .set(INTERACTIVE_TASK.STARTED_AT, DatabaseClock.now())
            .where(INTERACTIVE_TASK.ID.eq(id))
            .and(INTERACTIVE_TASK.STARTED_AT.isNull())
            .and(INTERACTIVE_TASK.FINISHED_AT.isNull())
            .execute();
    return begun == 0
        ? Optional.empty()
        : dsl.selectFrom(INTERACTIVE_TASK)
            .where(INTERACTIVE_TASK.ID.eq(id))
            .fetchOptional(this::open);
  }

  private BegunTask open(InteractiveTaskRecord row) {
    return new BegunTask(
        row.getId(),
        row.getClinicId(),
        row.getKind(),
        row.getWebhookId(),
        encryption.open(row.getClinicId(), REQUEST, row.getId(), row.getRequestCiphertext()));
  }

  void finish(BegunTask task, byte[] result) {
    Sealed sealed = encryption.seal(task.clinicId(), RESULT, task.id(), result);
    dsl.update(INTERACTIVE_TASK)
        .set(INTERACTIVE_TASK.RESULT_CIPHERTEXT, sealed.ciphertext())
        .set(INTERACTIVE_TASK.RESULT_KEY_ID, sealed.keyId())
        .set(INTERACTIVE_TASK.FINISHED_AT, DatabaseClock.now())
        .where(INTERACTIVE_TASK.ID.eq(task.id()))
        .and(INTERACTIVE_TASK.FINISHED_AT.isNull())
        .execute();
  }

  void fail(UUID id) {
    dsl.update(INTERACTIVE_TASK)
        .set(INTERACTIVE_TASK.FINISHED_AT, DatabaseClock.now())
        .where(INTERACTIVE_TASK.ID.eq(id))
        .and(INTERACTIVE_TASK.FINISHED_AT.isNull())
        .execute();
  }

  /**
   * Gives up a task that no worker began, so that none begins it when nobody waits any more.
   *
   * @return false if a worker has begun it after all
   */
  public boolean giveUp(UUID id) {
    return dsl.update(INTERACTIVE_TASK)
            .set(INTERACTIVE_TASK.FINISHED_AT, DatabaseClock.now())
            .where(INTERACTIVE_TASK.ID.eq(id))
            .and(INTERACTIVE_TASK.STARTED_AT.isNull())
            .execute()
        == 1;
  }

  /** Deletes tasks that are older than a day, oldest first; says how many. */
  int sweep() {
    return dsl.deleteFrom(INTERACTIVE_TASK)
        .where(INTERACTIVE_TASK.CREATED_AT.lt(DatabaseClock.after(KEPT.negated())))
        .orderBy(INTERACTIVE_TASK.CREATED_AT)
        .limit(PER_SWEEP)
        .execute();
  }
}

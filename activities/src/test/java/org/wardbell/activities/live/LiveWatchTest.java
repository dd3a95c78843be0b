package org.wardbell.activities.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.MigratedDatabase;
import org.wardbell.activities.database.generated.tables.records.AttemptRecord;
import org.wardbell.activities.live.LiveChange.Kind;
import org.wardbell.embedded.mysql.MySqlDatabase;

/** What a look tells, of rows of two clinics. */
@Tag("servers")
class LiveWatchTest {
  private final UUID clinic = Ids.next();
  private final UUID other = Ids.next();
  private MySqlDatabase mysql;
  private Database server;
  private DSLContext database;
  private long nanos = System.nanoTime();

  @BeforeEach
  void open() {
    mysql = MigratedDatabase.lend();
    server =
        Database.open(new DatabaseSettings(mysql.jdbcUrl(), mysql.user(), mysql.password(), 10));
    database = server.dsl();
  }

  @AfterEach
  void close() {
    server.close();
    MigratedDatabase.giveBack(mysql);
  }

  private LiveWatch watch() {
    return new LiveWatch(database, () -> nanos);
  }

  private static List<Object> told(LiveWatch watch, Kind kind) {
    return watch.look().stream()
        .filter(change -> change.kind() == kind)
        .map(change -> change.data().get("id"))
        .toList();
  }

  /** An attempt that is under way. */
  private AttemptRecord attempt(long number, UUID owner) {
    AttemptRecord attempt = new AttemptRecord();
    attempt.setNumber(number);
    attempt.setDeliveryId(Ids.next());
    attempt.setOrdinal(1);
    attempt.setClinicId(owner);
    attempt.setWebhookId(Ids.next());
    attempt.setWebhookVersion(1);
    attempt.setTrigger("schedule");
    attempt.setLane("EXPRESS");
    attempt.setStartedAt(Instant.now());
    return attempt;
  }

  private void insert(AttemptRecord... attempts) {
    database.batchInsert(attempts).execute();
  }

  private void finish(long number) {
    database
        .update(ATTEMPT)
        .set(ATTEMPT.OUTCOME, "TIMEOUT")
        .set(ATTEMPT.CODE, "timeout")
        .set(ATTEMPT.FINISHED_AT, Instant.now())
        .where(ATTEMPT.NUMBER.eq(number))
        .execute();
  }

  @Test
  void end_ofAnAttempt_isTold_howeverManyBeforeItAreUnderWay() {
    int many = LiveWatch.MAXIMUM_ROWS + 2;
    insert(
        LongStream.rangeClosed(1, many)
            .mapToObj(number -> attempt(number, number % 2 == 0 ? clinic : other))
            .toArray(AttemptRecord[]::new));
    LiveWatch watch = watch();
    assertThat(told(watch, Kind.ATTEMPT)).isEmpty();

    finish(many);
    assertThat(told(watch, Kind.ATTEMPT)).containsExactly((long) many);
    assertThat(told(watch, Kind.ATTEMPT)).isEmpty();
    finish(1);
    assertThat(told(watch, Kind.ATTEMPT)).containsExactly(1L);
  }

  /** A row that was committed late, and whose request takes its time. */
  @Test
  void end_ofAnAttemptThatAppearedLate_isToldAlsoAfterMinutes() {
    LiveWatch watch = watch();
    insert(attempt(2, other));
    finish(2);
    assertThat(told(watch, Kind.ATTEMPT)).containsExactly(2L);
    insert(attempt(1, clinic));
    assertThat(told(watch, Kind.ATTEMPT)).isEmpty();
    nanos += Duration.ofMinutes(10).toNanos();
    assertThat(told(watch, Kind.ATTEMPT)).isEmpty();

    finish(1);
    assertThat(told(watch, Kind.ATTEMPT)).containsExactly(1L);
  }

  @Test
  void attempt_thatNeverEnds_isGivenUp() {
    insert(attempt(1, clinic), attempt(2, other));
    LiveWatch watch = watch();
    nanos += Duration.ofMinutes(10).toNanos();
    assertThat(told(watch, Kind.ATTEMPT)).isEmpty();
    nanos += Duration.ofMinutes(10).toNanos();
    assertThat(told(watch, Kind.ATTEMPT)).isEmpty();

    finish(1);
    assertThat(told(watch, Kind.ATTEMPT)).isEmpty();
  }

  @Test
  void change_hasItsFieldsByTheirNames_andItsClinic() {
    LiveWatch watch = watch();
    insert(attempt(1, clinic), attempt(2, other));
    finish(1);
    finish(2);
    event(other);

    List<LiveChange> changes = watch.look();
    assertThat(changes)
        .extracting(LiveChange::kind)
        .containsExactly(Kind.EVENT, Kind.ATTEMPT, Kind.ATTEMPT);
    assertThat(changes).extracting(LiveChange::clinic).containsExactly(other, clinic, other);
    assertThat(changes.get(0).data().keySet())
        .containsExactly("id", "clinic_id", "type", "accepted_at");
    // Without its delivery it has neither an event nor a status.
    assertThat(changes.get(1).data().keySet())
        .containsExactly(
            "id",
            "clinic_id",
            "webhook_id",
            "delivery_id",
            "number",
            "outcome",
            "code",
            "finished_at");
    assertThat(changes.get(1).data()).containsEntry("id", 1L).containsEntry("number", 1);
  }

  @Test
  void webhook_isToldWhenItComesChangesAndGoes() {
    LiveWatch watch = watch();
    UUID webhook = Ids.next();
    database
        .insertInto(WEBHOOK)
        .set(WEBHOOK.ID, webhook)
        .set(WEBHOOK.CLINIC_ID, clinic)
        .set(WEBHOOK.NAME, "CRM")
        .set(WEBHOOK.VERSION, 1)
        .set(WEBHOOK.ENABLED, true)
        .set(WEBHOOK.PATTERNS, JSON.json("[]"))
        .set(WEBHOOK.KEY_ID, 1)
        .set(WEBHOOK.CREATED_AT, Instant.now())
        .set(WEBHOOK.UPDATED_AT, Instant.now())
        .execute();

    assertThat(watch.look()).isEmpty();
    nanos += LiveWatch.STATES_EVERY.toNanos();
    assertThat(watch.look())
        .containsExactly(
            new LiveChange(
                Kind.WEBHOOK,
                clinic,
                Map.of(
                    "id",
                    webhook,
                    "clinic_id",
                    clinic,
                    "enabled",
                    true,
                    "paused",
                    false,
                    "failing",
                    false)));
    assertThat(watch.look()).isEmpty();
    database.deleteFrom(WEBHOOK).execute();
    nanos += LiveWatch.STATES_EVERY.toNanos();
    assertThat(watch.look())
        .containsExactly(
            new LiveChange(
                Kind.WEBHOOK, clinic, Map.of("id", webhook, "clinic_id", clinic, "deleted", true)));
  }

  private void event(UUID owner) {
    UUID id = Ids.next();
    database
        .insertInto(EVENT)
        .set(EVENT.ID, id)
        .set(EVENT.CLINIC_ID, owner)
        .set(EVENT.TYPE, "bill.paid")
        .set(EVENT.SOURCE, "api")
        .set(EVENT.OCCURRED_AT, Instant.now())
        .set(EVENT.ACCEPTED_AT, Instant.now())
        .set(EVENT.KEY_ID, 1)
        .set(EVENT.WORKFLOW_ID, "event/" + id)
        .execute();
  }
}

package org.wardbell.activities.statistics;

import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_WAITING;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.MigratedDatabase;
import org.wardbell.embedded.mysql.MySqlDatabase;

/** A database with two clinics, and the rows that statistics are counted from. */
@Tag("servers")
abstract class StatisticsTest {
  MySqlDatabase mysql;
  Database server;
  DSLContext database;
  StatisticsRounds rounds;
  StatisticsQuery query;
  UUID clinic;
  UUID other;

  @BeforeEach
  void open() {
    mysql = MigratedDatabase.create();
    server =
        Database.open(new DatabaseSettings(mysql.jdbcUrl(), mysql.user(), mysql.password(), 10));
    database = server.dsl();
    rounds = new StatisticsRounds(database);
    query = new StatisticsQuery(database);
    clinic = clinic("Asia/Kolkata");
    other = clinic("Europe/Berlin");
  }

  @AfterEach
  void close() {
    server.close();
  }

  /** A moment in the precision of the database, well inside an hour. */
  static Instant recent() {
    return Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(90);
  }

  private UUID clinic(String zone) {
    UUID id = Ids.next();
    database
        .insertInto(CLINIC)
        .set(CLINIC.ID, id)
        .set(CLINIC.NAME, id.toString())
        .set(CLINIC.TIME_ZONE, zone)
        .set(CLINIC.CREATED_AT, Instant.now())
        .execute();
    return id;
  }

  UUID event(UUID owner, String type, Instant at) {
    return event(database, owner, type, at, "api");
  }

  static UUID event(DSLContext dsl, UUID owner, String type, Instant at, String source) {
    UUID id = Ids.next();
    dsl.insertInto(EVENT)
        .set(EVENT.ID, id)
        .set(EVENT.CLINIC_ID, owner)
        .set(EVENT.TYPE, type)
        .set(EVENT.SOURCE, source)
        .set(EVENT.OCCURRED_AT, at)
        .set(EVENT.ACCEPTED_AT, at)
        .set(EVENT.KEY_ID, 1)
        .set(EVENT.WORKFLOW_ID, "event/" + id)
        .execute();
    return id;
  }

  UUID delivery(UUID owner, UUID webhook, UUID event) {
    UUID id = Ids.next();
    database
        .insertInto(DELIVERY)
        .set(DELIVERY.ID, id)
        .set(DELIVERY.CLINIC_ID, owner)
        .set(DELIVERY.EVENT_ID, event)
        .set(DELIVERY.WEBHOOK_ID, webhook)
        .set(DELIVERY.TRIGGER, "live")
        .set(DELIVERY.STATUS, "SENDING")
        .set(DELIVERY.ATTEMPTS, 1)
        .set(DELIVERY.CREATED_AT, Instant.now())
        .execute();
    return id;
  }

  /** Inserts an attempt that is under way. */
  static void attempt(DSLContext dsl, UUID owner, UUID webhook, UUID delivery, int ordinal) {
    dsl.insertInto(ATTEMPT)
        .set(ATTEMPT.DELIVERY_ID, delivery)
        .set(ATTEMPT.ORDINAL, ordinal)
        .set(ATTEMPT.CLINIC_ID, owner)
        .set(ATTEMPT.WEBHOOK_ID, webhook)
        .set(ATTEMPT.WEBHOOK_VERSION, 1)
        .set(ATTEMPT.TRIGGER, "schedule")
        .set(ATTEMPT.LANE, "EXPRESS")
        .set(ATTEMPT.STARTED_AT, Instant.now())
        .execute();
  }

  /** Ends an attempt, and its delivery with the given status if there is one. */
  void finish(
      UUID delivery,
      int ordinal,
      String outcome,
      String code,
      @Nullable Integer micros,
      Instant at,
      @Nullable String status) {
    database
        .update(ATTEMPT)
        .set(ATTEMPT.OUTCOME, outcome)
        .set(ATTEMPT.CODE, code)
        .set(ATTEMPT.TOTAL_MICROS, micros)
        .set(ATTEMPT.STARTED_AT, at)
        .set(ATTEMPT.FINISHED_AT, at)
        .where(ATTEMPT.DELIVERY_ID.eq(delivery))
        .and(ATTEMPT.ORDINAL.eq(ordinal))
        .execute();
    if (status != null) {
      database
          .update(DELIVERY)
          .set(DELIVERY.STATUS, status)
          .set(DELIVERY.FINISHED_AT, at)
          .where(DELIVERY.ID.eq(delivery))
          .execute();
    }
  }

  /** Makes an event whose delivery ended with its first attempt. */
  void delivered(UUID owner, UUID webhook, String type, int micros, Instant at) {
    UUID delivery = delivery(owner, webhook, event(owner, type, at));
    attempt(database, owner, webhook, delivery, 1);
    finish(delivery, 1, "DELIVERED", "http_200", micros, at, "DELIVERED");
  }

  /** Counts, and looks at once at all numbers that wait. */
  void count() {
    database.update(STATISTICS_WAITING).set(STATISTICS_WAITING.LOOK_AT, Instant.EPOCH).execute();
    rounds.run();
  }

  /** Returns the statistics of the hours round a moment. */
  Statistics hours(@Nullable UUID of, Instant at, @Nullable StatisticsGroup by) {
    return query.read(
        new StatisticsFilter(
            of,
            null,
            null,
            null,
            at.minusSeconds(7_200),
            at.plusSeconds(7_200),
            StatisticsStep.HOUR,
            by),
        query.zone(of));
  }
}

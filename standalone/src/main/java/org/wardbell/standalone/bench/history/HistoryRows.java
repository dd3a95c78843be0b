package org.wardbell.standalone.bench.history;

import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;

/**
 * A made-up history of a month: of two clinics with 20 webhooks each, or of webhooks that there
 * are, ten event types, one attempt in twenty that fails, and execution times round 80 ms. The same
 * for each run.
 */
public final class HistoryRows {
  static final Duration LENGTH = Duration.ofDays(30);

  private static final int CLINICS = 2;
  private static final int WEBHOOKS = 20;
  private static final int TYPES = 10;
  private static final int BATCH = 2_000;
  private static final int SEED = 20_261_126;
  private static final double FAILING = 0.05;
  private static final int USUAL_MICROS = 80_000;

  private final DSLContext database;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<UUID> webhooks = new ArrayList<>();

  /** The clinic of each webhook. */
  private final List<UUID> clinics = new ArrayList<>();

  private final Instant end = Instant.now().minusSeconds(60);

  HistoryRows(DSLContext database) {
    this.database = database;
  }

  /** Returns the history of a clinic's webhooks; nothing is inserted yet. */
  public static HistoryRows of(DSLContext database, UUID clinic, List<UUID> webhooks) {
    HistoryRows rows = new HistoryRows(database);
    rows.webhooks.addAll(webhooks);
    rows.clinics.addAll(Collections.nCopies(webhooks.size(), clinic));
    return rows;
  }

  /** Returns one of the clinics. */
  UUID clinic() {
    return clinics.getFirst();
  }

  /** Returns one of that clinic's webhooks. */
  UUID webhook() {
    return webhooks.getFirst();
  }

  static String type() {
    return type(0);
  }

  private static String type(int which) {
    return "custom.type_" + which;
  }

  /** Inserts clinics. */
  void begin() {
    for (int i = 0; i < CLINICS; i++) {
      UUID clinic = UUID.randomUUID();
      database
          .insertInto(CLINIC)
          .set(CLINIC.ID, clinic)
          .set(CLINIC.NAME, "clinic " + i)
          .set(CLINIC.TIME_ZONE, i == 0 ? "Europe/Berlin" : "Asia/Kolkata")
          .set(CLINIC.CREATED_AT, end.minus(LENGTH))
          .execute();
      for (int j = 0; j < WEBHOOKS; j++) {
        webhooks.add(UUID.randomUUID());
        clinics.add(clinic);
      }
    }
  }

  /**
   * Inserts attempts with their deliveries and events, in the order of time.
   *
   * @param from the first, of {@code all}
   * @param to behind the last
   */
  public void insert(int from, int to, int all) {
    for (int i = from; i < to; i += BATCH) {
      insertBatch(i, Math.min(to, i + BATCH), all);
    }
  }

  private void insertBatch(int from, int to, int all) {
    List<Object[]> events = new ArrayList<>();
    List<Object[]> deliveries = new ArrayList<>();
    List<Object[]> attempts = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Instant at = end.minus(LENGTH.multipliedBy(all - i).dividedBy(all));
      int which = random.nextInt(webhooks.size());
      UUID clinic = clinics.get(which);
      UUID event = id(at);
      UUID delivery = id(at);
      boolean failed = random.nextDouble() < FAILING;
      String code = failed ? "http_503" : "http_200";
      String outcome = failed ? "FAILED" : "DELIVERED";
      int micros = (int) (USUAL_MICROS * Math.exp(random.nextDouble() * 2 - 1));
      // Two of the ten types for each webhook.
      String type = type((which + (random.nextBoolean() ? 0 : 1)) % TYPES);
      events.add(new Object[] {event, clinic, type, "api", at, at, 1, "event/" + event});
      deliveries.add(
          new Object[] {
            delivery,
            clinic,
            event,
            webhooks.get(which),
            "live",
            failed ? "EXHAUSTED" : "DELIVERED",
            1,
            outcome,
            code,
            at,
            at
          });
      attempts.add(
          new Object[] {
            delivery,
            1,
            clinic,
            webhooks.get(which),
            1,
            "schedule",
            "EXPRESS",
            at,
            at,
            outcome,
            code,
            micros
          });
    }
    database.transaction(
        transaction -> {
          insert(transaction.dsl(), EVENT, EVENT_FIELDS, events);
          insert(transaction.dsl(), DELIVERY, DELIVERY_FIELDS, deliveries);
          insert(transaction.dsl(), ATTEMPT, ATTEMPT_FIELDS, attempts);
        });
  }

  private static final Field<?>[] EVENT_FIELDS = {
    EVENT.ID,
    EVENT.CLINIC_ID,
    EVENT.TYPE,
    EVENT.SOURCE,
    EVENT.OCCURRED_AT,
    EVENT.ACCEPTED_AT,
    EVENT.KEY_ID,
    EVENT.WORKFLOW_ID
  };

  private static final Field<?>[] DELIVERY_FIELDS = {
    DELIVERY.ID,
    DELIVERY.CLINIC_ID,
    DELIVERY.EVENT_ID,
    DELIVERY.WEBHOOK_ID,
    DELIVERY.TRIGGER,
    DELIVERY.STATUS,
    DELIVERY.ATTEMPTS,
    DELIVERY.LAST_OUTCOME,
    DELIVERY.LAST_CODE,
    DELIVERY.CREATED_AT,
    DELIVERY.FINISHED_AT
  };

  private static final Field<?>[] ATTEMPT_FIELDS = {
    ATTEMPT.DELIVERY_ID,
    ATTEMPT.ORDINAL,
    ATTEMPT.CLINIC_ID,
    ATTEMPT.WEBHOOK_ID,
    ATTEMPT.WEBHOOK_VERSION,
    ATTEMPT.TRIGGER,
    ATTEMPT.LANE,
    ATTEMPT.STARTED_AT,
    ATTEMPT.FINISHED_AT,
    ATTEMPT.OUTCOME,
    ATTEMPT.CODE,
    ATTEMPT.TOTAL_MICROS
  };

  private static void insert(
      DSLContext transaction, Table<?> table, Field<?>[] fields, List<Object[]> rows) {
    BatchBindStep batch =
        transaction.batch(
            transaction.insertInto(table).columns(fields).values(new Object[fields.length]));
    for (Object[] row : rows) {
      batch = batch.bind(row);
    }
    batch.execute();
  }

  /** Returns a UUIDv7 of that time (RFC 9562, section 5.7), so that indexes fill as they do. */
  private UUID id(Instant at) {
    long most = (at.toEpochMilli() << 16) | 0x7000L | (random.nextLong() & 0xFFFL);
    long least = (random.nextLong() >>> 2) | 0x8000000000000000L;
    return new UUID(most, least);
  }
}

package org.wardbell.standalone.bench.history;

import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.wardbell.standalone.bench.environment.Progress;

/**
 * A made-up history: events, each with a delivery and its attempts. Its first part is made row by
 * row, the same for each run; the database then copies it into the time after it, part by part,
 * which is ten times as fast.
 */
public final class HistoryRows {
  private static final List<String> TYPES =
      List.of(
          "appointment.booked",
          "appointment.rescheduled",
          "appointment.cancelled",
          "appointment.checked_in",
          "patient.registered",
          "patient.changed",
          "bill.paid",
          "bill.created",
          "encounter.closed",
          "prescription.created");
  private static final int BATCH = 2_000;
  private static final int SEED = 20_261_126;
  private static final int USUAL_MICROS = 80_000;

  private final DSLContext database;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final HistoryWebhooks webhooks;
  private final boolean isClinic;
  private final Duration part;
  private final int parts;
  private final Instant start;

  private HistoryRows(
      DSLContext database, HistoryWebhooks webhooks, boolean isClinic, Duration part, int parts) {
    this.database = database;
    this.webhooks = webhooks;
    this.isClinic = isClinic;
    this.part = part;
    this.parts = parts;
    this.start =
        Instant.now()
            .truncatedTo(ChronoUnit.SECONDS)
            .minusSeconds(120)
            .minus(part.multipliedBy(parts));
  }

  /** Returns a month in which things happen evenly, each with one attempt; nothing is inserted. */
  public static HistoryRows even(DSLContext database, HistoryWebhooks webhooks) {
    return new HistoryRows(database, webhooks, false, Duration.ofDays(3), 10);
  }

  /**
   * Returns twelve weeks as clinics have them, in working hours for the most part, with attempts
   * that fail and are repeated; nothing is inserted.
   */
  public static HistoryRows ofClinics(DSLContext database, HistoryWebhooks webhooks) {
    return new HistoryRows(database, webhooks, true, Duration.ofDays(7), 12);
  }

  /** Returns one of the clinics. */
  UUID clinic() {
    return webhooks.first().clinic();
  }

  /** Returns one of that clinic's webhooks. */
  UUID webhook() {
    return webhooks.first().webhook();
  }

  static String type() {
    return TYPES.getFirst();
  }

  /**
   * Inserts it, in the order of time.
   *
   * @param deliveries as many at least; each part has as many as any other
   * @return how many there are
   */
  public int insert(int deliveries, Progress progress) {
    int each = Math.ceilDiv(deliveries, parts);
    HistoryTimes times = HistoryTimes.of(start, part, isClinic);
    HistoryCopies copies = HistoryCopies.before(database);
    for (int from = 0; from < each; from += BATCH) {
      int done = from;
      insertBatch(times, from, Math.min(each, from + BATCH), each);
      progress.now(() -> done + " deliveries");
    }
    for (int number = 1; number < parts; number++) {
      int done = number * each;
      copies.copy(number, part, () -> progress.now(() -> done + " deliveries"));
    }
    database.execute("analyze table event, delivery, attempt");
    return each * parts;
  }

  private void insertBatch(HistoryTimes times, int from, int to, int all) {
    List<Object[]> events = new ArrayList<>();
    List<Object[]> deliveries = new ArrayList<>();
    List<Object[]> attempts = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Instant at = times.at(i, all);
      int which = webhooks.any(random);
      HistoryWebhooks.Place place = webhooks.get(which);
      UUID event = id(at);
      UUID delivery = id(at);
      // Two of the types for each webhook.
      String type = TYPES.get((which + (random.nextBoolean() ? 0 : 1)) % TYPES.size());
      events.add(
          new Object[] {event, place.clinic(), type, "api", at, at, 1, "event/" + event, at});
      Course course = isClinic ? Course.any(random) : Course.simple(random);
      Instant ended = at;
      for (int ordinal = 1; ordinal <= course.attempts(); ordinal++) {
        boolean last = ordinal == course.attempts();
        int micros = (int) (USUAL_MICROS * Math.exp(random.nextDouble() * 2 - 1));
        Instant began = at.plus(Course.WAIT.multipliedBy(ordinal - 1L));
        ended = began.plus(micros, ChronoUnit.MICROS);
        attempts.add(
            new Object[] {
              delivery,
              ordinal,
              place.clinic(),
              place.webhook(),
              1,
              "schedule",
              "EXPRESS",
              began,
              ended,
              last ? course.outcome() : Course.FAILED,
              last ? course.code() : Course.FAILED_CODE,
              micros
            });
      }
      deliveries.add(
          new Object[] {
            delivery,
            place.clinic(),
            event,
            place.webhook(),
            "live",
            course.status(),
            course.attempts(),
            course.outcome(),
            course.code(),
            at,
            ended
          });
    }
    database.transaction(
        transaction -> {
          insert(transaction.dsl(), EVENT, EVENT_FIELDS, events);
          insert(transaction.dsl(), DELIVERY, DELIVERY_FIELDS, deliveries);
          insert(transaction.dsl(), ATTEMPT, ATTEMPT_FIELDS, attempts);
        });
  }

  static final Field<?>[] EVENT_FIELDS = {
    EVENT.ID,
    EVENT.CLINIC_ID,
    EVENT.TYPE,
    EVENT.SOURCE,
    EVENT.OCCURRED_AT,
    EVENT.ACCEPTED_AT,
    EVENT.KEY_ID,
    EVENT.WORKFLOW_ID,
    EVENT.DISPATCHED_AT
  };

  static final Field<?>[] DELIVERY_FIELDS = {
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

  static final Field<?>[] ATTEMPT_FIELDS = {
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

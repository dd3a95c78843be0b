package org.wardbell.activities.appointment;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.database.DatabaseFailures;
import org.wardbell.activities.database.generated.tables.records.AppointmentRecord;
import org.wardbell.activities.event.ConflictingEvents;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.event.RecordedEvents;
import org.wardbell.workflows.appointment.AppointmentPolicy;

/**
 * The appointments whose time has come: a reminder, the start, the end. A chunk is one transaction;
 * rows that somebody else holds are left for the next look, and one that fails is put off alone.
 */
public final class DueAppointments {
  /** One that cannot be read is looked at again after this; its key may have come back. */
  static final Duration PUT_OFF = Duration.ofHours(1);

  private static final Logger log = LoggerFactory.getLogger(DueAppointments.class);

  private final DSLContext dsl;
  private final DoctorStore doctors;
  private final AppointmentRows rows;
  private final EventStore events;
  private final AppointmentPolicies policies = new AppointmentPolicies();

  public DueAppointments(
      DSLContext dsl, DoctorStore doctors, Encryption encryption, EventStore events) {
    this.dsl = dsl;
    this.doctors = doctors;
    this.rows = new AppointmentRows(encryption);
    this.events = events;
  }

  /**
   * A chunk that was done.
   *
   * @param looked appointments that were looked at; none if nothing was due
   * @param news events that were recorded, to be started
   */
  public record Chunk(int looked, RecordedEvents news) {}

  /**
   * Looks at a clinic's appointments that are due, the longest due first.
   *
   * @param now by the database's clock
   * @param limit appointments at most
   */
  public Chunk step(UUID clinic, Instant now, int limit) {
    int rowsAtOnce = limit;
    while (true) {
      int tried = rowsAtOnce;
      try {
        return Contention.result(
            dsl, configuration -> chunk(configuration.dsl(), clinic, now, tried));
      } catch (RuntimeException failure) {
        if (DatabaseFailures.isAway(failure) || DatabaseFailures.isRace(failure)) {
          throw failure;
        }
        if (tried == 1) {
          log.warn(
              "an appointment of clinic {} is put off for an hour: {}",
              clinic,
              failure.getClass().getSimpleName());
          return putOff(clinic, now);
        }
        rowsAtOnce = tried / 2;
      }
    }
  }

  private Chunk chunk(DSLContext transaction, UUID clinic, Instant now, int limit) {
    List<AppointmentRecord> due = claim(transaction, clinic, now, limit);
    if (due.isEmpty()) {
      return new Chunk(0, RecordedEvents.NONE);
    }
    AppointmentPolicy policy = policies.of(transaction, clinic);
    Map<UUID, Doctor> known =
        doctors.all(transaction, due.stream().map(AppointmentRecord::getDoctorId).toList());
    DueMoments moments = new DueMoments(rows, policy, now);
    for (AppointmentRecord row : due) {
      moments.look(row, Objects.requireNonNull(known.get(row.getDoctorId())));
    }
    RecordedEvents news = record(transaction, moments.news());
    AppointmentHistory.write(transaction, moments.history());
    moments.ended().forEach(ended -> end(transaction, ended));
    List<Query> wakes = new ArrayList<>();
    moments
        .wakes()
        .forEach(
            (id, at) ->
                wakes.add(
                    transaction
                        .update(APPOINTMENT)
                        .set(APPOINTMENT.WAKES_AT, at.orElse(null))
                        .where(APPOINTMENT.ID.eq(id))));
    transaction.batch(wakes).execute();
    return new Chunk(due.size(), news);
  }

  private void end(DSLContext transaction, DueMoments.Ended ended) {
    rows.update(transaction, ended.before(), ended.after());
    OutboundMarks.mark(transaction, ended.after(), false); // The relay wakes their calendars.
  }

  /**
   * Records events; one whose key is taken was told before, if not with the same words, and is not
   * told again.
   */
  private RecordedEvents record(DSLContext transaction, List<NewEvent> news) {
    try {
      return news.isEmpty() ? RecordedEvents.NONE : events.record(transaction, news);
    } catch (ConflictingEvents told) {
      List<NewEvent> others = new ArrayList<>();
      for (int i = 0; i < news.size(); i++) {
        if (!told.indexes().contains(i)) {
          others.add(news.get(i));
        }
      }
      return record(transaction, others);
    }
  }

  private Chunk putOff(UUID clinic, Instant now) {
    return Contention.result(
        dsl,
        configuration -> {
          List<AppointmentRecord> first = claim(configuration.dsl(), clinic, now, 1);
          first.forEach(
              row ->
                  configuration
                      .dsl()
                      .update(APPOINTMENT)
                      .set(APPOINTMENT.WAKES_AT, now.plus(PUT_OFF))
                      .where(APPOINTMENT.ID.eq(row.getId()))
                      .execute());
          return new Chunk(first.size(), RecordedEvents.NONE);
        });
  }

  private static List<AppointmentRecord> claim(
      DSLContext transaction, UUID clinic, Instant now, int limit) {
    return transaction
        .selectFrom(APPOINTMENT.forceIndex("appointment_wakes"))
        .where(isDue(clinic, now))
        .orderBy(APPOINTMENT.WAKES_AT)
        .limit(limit)
        .forUpdate()
        .skipLocked()
        .fetch();
  }

  /** Returns the condition of what is due, for the index that begins with clinic and time. */
  static Condition isDue(UUID clinic, Instant now) {
    return APPOINTMENT.CLINIC_ID.eq(clinic).and(APPOINTMENT.WAKES_AT.le(now));
  }
}

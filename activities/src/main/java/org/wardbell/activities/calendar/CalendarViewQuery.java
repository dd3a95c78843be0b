package org.wardbell.activities.calendar;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_ALERT;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_COUNTERS;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_QUARANTINE;
import static org.wardbell.activities.database.generated.Tables.CHANNEL;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.Doctor;
import org.wardbell.activities.appointment.DoctorStore;
import org.wardbell.activities.calendar.CalendarView.ConnectedBy;
import org.wardbell.activities.calendar.channel.ChannelState;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.trouble.AlertKind;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.workflows.calendar.CalendarState;

/** The query for a calendar as people see it; one more query reads its doctor. */
final class CalendarViewQuery {
  private static final Field<Instant> NOW = DatabaseClock.now().as("now");
  private static final Field<Instant> CHANNEL_EXPIRES =
      DSL.field(
          DSL.select(DSL.max(CHANNEL.EXPIRES_AT))
              .from(CHANNEL)
              .where(CHANNEL.CALENDAR_ID.eq(CALENDAR.ID))
              .and(CHANNEL.STATE.eq(ChannelState.ACTIVE.name()))
              .and(CHANNEL.EXPIRES_AT.gt(DatabaseClock.now())));
  private static final Field<Integer> WAITING_WRITES =
      DSL.field(
          DSL.selectCount()
              .from(LINK)
              .where(LINK.CALENDAR_ID.eq(CALENDAR.ID))
              .and(LINK.DUE_AT.isNotNull()));
  private static final Field<Integer> REFUSED_WRITES =
      DSL.field(
          DSL.selectCount()
              .from(LINK)
              .where(LINK.CALENDAR_ID.eq(CALENDAR.ID))
              .and(LINK.LAST_ERROR.isNotNull()));
  private static final Field<Integer> QUARANTINED =
      DSL.field(
          DSL.selectCount()
              .from(CALENDAR_QUARANTINE)
              .where(CALENDAR_QUARANTINE.CALENDAR_ID.eq(CALENDAR.ID)));
  private static final Field<String> ALERTS =
      DSL.field(
          DSL.select(DSL.field("group_concat({0})", String.class, CALENDAR_ALERT.KIND))
              .from(CALENDAR_ALERT)
              .where(CALENDAR_ALERT.CALENDAR_ID.eq(CALENDAR.ID)));
  private static final Field<Instant> OLDEST_WRITE =
      DSL.field(
          DSL.select(DSL.min(LINK.DUE_AT)).from(LINK).where(LINK.CALENDAR_ID.eq(CALENDAR.ID)));

  private CalendarViewQuery() {}

  static Optional<CalendarView> find(DSLContext database, DoctorStore doctors, UUID id) {
    return select(database)
        .where(CALENDAR.ID.eq(id))
        .fetchOptional(row -> view(row, doctors.get(database, row.get(CALENDAR.DOCTOR_ID))));
  }

  /** Returns calendars, newest first; one more query reads their doctors. */
  static List<CalendarView> list(
      DSLContext database, DoctorStore doctors, Condition wanted, int limit) {
    List<? extends Record> rows =
        select(database).where(wanted).orderBy(CALENDAR.ID.desc()).limit(limit).fetch();
    Map<UUID, Doctor> known =
        doctors.all(database, rows.stream().map(row -> row.get(CALENDAR.DOCTOR_ID)).toList());
    return rows.stream()
        .map(row -> view(row, Objects.requireNonNull(known.get(row.get(CALENDAR.DOCTOR_ID)))))
        .toList();
  }

  private static SelectOnConditionStep<Record> select(DSLContext database) {
    return database
        .select(CALENDAR.fields())
        .select(
            CALENDAR_COUNTERS.REQUESTED,
            CALENDAR_COUNTERS.LAST_PUSH_AT,
            CALENDAR_COUNTERS.WAITING_SINCE)
        .select(NOW, CHANNEL_EXPIRES, WAITING_WRITES, OLDEST_WRITE)
        .select(REFUSED_WRITES, QUARANTINED, ALERTS)
        .from(CALENDAR)
        .join(CALENDAR_COUNTERS)
        .on(CALENDAR_COUNTERS.CALENDAR_ID.eq(CALENDAR.ID));
  }

  private static CalendarView view(Record row, Doctor doctor) {
    long unseen = Math.max(0, row.get(CALENDAR_COUNTERS.REQUESTED) - row.get(CALENDAR.HANDLED));
    return new CalendarView(
        row.get(CALENDAR.ID),
        row.get(CALENDAR.CLINIC_ID),
        doctor,
        row.get(CALENDAR.GOOGLE_CALENDAR_ID),
        CalendarState.valueOf(row.get(CALENDAR.STATE)),
        new CalendarPolicy(
            CalendarPolicy.Deletion.valueOf(row.get(CALENDAR.DELETION_POLICY)),
            CalendarPolicy.Guests.valueOf(row.get(CALENDAR.GUESTS)),
            row.get(CALENDAR.MEET)),
        row.get(CALENDAR.RECEIVES),
        connectedBy(row),
        row.get(CHANNEL_EXPIRES),
        row.get(CALENDAR_COUNTERS.LAST_PUSH_AT),
        row.get(CALENDAR.PULLED_AT),
        longer(
            since(row, unseen == 0 ? null : row.get(CALENDAR_COUNTERS.WAITING_SINCE)),
            since(row, row.get(OLDEST_WRITE))),
        unseen,
        row.get(WAITING_WRITES),
        row.get(REFUSED_WRITES),
        row.get(QUARANTINED),
        row.get(CALENDAR.DEAD_TOKENS),
        alerts(row.get(ALERTS)),
        askedAgain(row),
        row.get(CALENDAR.LAST_ERROR),
        row.get(CALENDAR.LAST_ERROR_AT));
  }

  private static @Nullable ConnectedBy connectedBy(Record row) {
    if (row.get(CALENDAR.DELEGATED_TO) != null) {
      return ConnectedBy.SERVICE_ACCOUNT;
    }
    if (row.get(CALENDAR.REFRESH_TOKEN_CIPHERTEXT) == null) {
      return null;
    }
    return row.get(CALENDAR.GOOGLE_ACCOUNT) == null
        ? ConnectedBy.REFRESH_TOKEN
        : ConnectedBy.CONSENT;
  }

  private static List<AlertKind> alerts(@Nullable String kinds) {
    return kinds == null
        ? List.of()
        : Arrays.stream(kinds.split(",")).map(AlertKind::valueOf).sorted().toList();
  }

  /** Returns the latest of the times that hold Google back, if it has not passed. */
  private static @Nullable Instant askedAgain(Record row) {
    return Stream.of(CALENDAR.ASK_AFTER, CALENDAR.PULL_AFTER, CALENDAR.PROBE_AFTER)
        .map(row::get)
        .filter(time -> time != null && time.isAfter(row.get(NOW)))
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private static Duration since(Record row, @Nullable Instant from) {
    Duration passed = from == null ? Duration.ZERO : Duration.between(from, row.get(NOW));
    return passed.isNegative() ? Duration.ZERO : passed;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}

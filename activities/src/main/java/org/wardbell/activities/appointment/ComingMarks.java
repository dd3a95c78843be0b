package org.wardbell.activities.appointment;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.AppointmentRecord;
import org.wardbell.activities.database.generated.tables.records.CalendarRecord;
import org.wardbell.workflows.appointment.SlotRule;
import org.wardbell.workflows.calendar.DerivedEventId;
import org.wardbell.workflows.calendar.LinkState;

/**
 * The marks of a calendar that has just been connected, or that receives new appointments from now
 * on: for every appointment of its doctor that is to come and whose event is in it, or is to be. A
 * doctor may have thousands, so a transaction marks a few; the calendar's row keeps how far it is.
 */
public final class ComingMarks {
  /** Appointments that are looked at under the locks of one transaction. */
  public static final int CHUNK = 200;

  private static final UUID NONE = new UUID(0, 0);

  private ComingMarks() {}

  /** Begins: the caller has locked the calendar and the doctor. Marks the first few. */
  public static void begin(DSLContext transaction, UUID calendar, UUID doctor) {
    keep(transaction, calendar, DatabaseClock.after(SlotRule.MAXIMUM_LENGTH.negated()), NONE);
    next(transaction, calendar, doctor);
  }

  /** Returns whether appointments are left to be marked. */
  public static boolean isUnderWay(DSLContext database, UUID calendar) {
    return database.fetchExists(
        CALENDAR, CALENDAR.ID.eq(calendar).and(CALENDAR.MARKED_FROM.isNotNull()));
  }

  /** Marks the next few, if any are left, under the same locks. */
  public static void next(DSLContext transaction, UUID calendar, UUID doctor) {
    CalendarRecord row =
        transaction.selectFrom(CALENDAR).where(CALENDAR.ID.eq(calendar)).fetchSingle();
    if (row.getMarkedFrom() == null) {
      return;
    }
    // In the order of the doctor's index, over which each chunk reads only its own part.
    List<AppointmentRecord> chunk =
        transaction
            .select(APPOINTMENT.ID, APPOINTMENT.STARTS_AT)
            .from(APPOINTMENT)
            .where(APPOINTMENT.DOCTOR_ID.eq(doctor))
            .and(APPOINTMENT.STARTS_AT.ge(row.getMarkedFrom()))
            .and(
                APPOINTMENT
                    .STARTS_AT
                    .gt(row.getMarkedFrom())
                    .or(APPOINTMENT.ID.gt(row.getMarkedId())))
            .orderBy(APPOINTMENT.STARTS_AT, APPOINTMENT.ID)
            .limit(CHUNK)
            .fetchInto(APPOINTMENT);
    if (chunk.size() < CHUNK) {
      keep(transaction, calendar, DSL.castNull(CALENDAR.MARKED_FROM), null);
    } else {
      AppointmentRecord last = chunk.getLast();
      keep(transaction, calendar, DSL.val(last.getStartsAt(), CALENDAR.MARKED_FROM), last.getId());
    }
    want(transaction, calendar, wanted(transaction, calendar, doctor, chunk));
  }

  private static void keep(
      DSLContext transaction, UUID calendar, Field<Instant> from, @Nullable UUID id) {
    transaction
        .update(CALENDAR)
        .set(CALENDAR.MARKED_FROM, from)
        .set(CALENDAR.MARKED_ID, id)
        .where(CALENDAR.ID.eq(calendar))
        .execute();
  }

  /** Returns those whose event is in the calendar, or is to be. */
  private static List<AppointmentRecord> wanted(
      DSLContext transaction, UUID calendar, UUID doctor, List<AppointmentRecord> chunk) {
    return transaction
        .select(APPOINTMENT.ID, APPOINTMENT.CLINIC_ID, APPOINTMENT.VERSION)
        .from(APPOINTMENT)
        .where(APPOINTMENT.ID.in(chunk.stream().map(AppointmentRecord::getId).toList()))
        .and(APPOINTMENT.ENDS_AT.gt(DatabaseClock.now()))
        .and(APPOINTMENT.STATUS.in(SlotQuery.OPEN))
        .andNotExists(elsewhere(calendar, doctor))
        .and(isIn(calendar).or(receives(calendar)))
        .orderBy(APPOINTMENT.ID)
        .fetchInto(APPOINTMENT);
  }

  /** Another calendar of the doctor's has the appointment's event, or let it go. */
  private static Select<?> elsewhere(UUID calendar, UUID doctor) {
    return DSL.selectOne()
        .from(LINK)
        .join(CALENDAR)
        .on(CALENDAR.ID.eq(LINK.CALENDAR_ID))
        .where(LINK.APPOINTMENT_ID.eq(APPOINTMENT.ID))
        // One that is due is about to come back.
        .and(LINK.STATE.ne(LinkState.REMOVED.name()).or(LINK.DUE_AT.isNotNull()))
        .and(CALENDAR.ID.ne(calendar))
        .and(CALENDAR.DOCTOR_ID.eq(doctor))
        .and(CALENDAR.STATE.in(OutboundMarks.CONNECTED));
  }

  private static Condition isIn(UUID calendar) {
    return DSL.exists(
        DSL.selectOne()
            .from(LINK)
            .where(LINK.APPOINTMENT_ID.eq(APPOINTMENT.ID))
            .and(LINK.CALENDAR_ID.eq(calendar))
            .and(LINK.STATE.notIn(LinkState.GONE_NAMES)));
  }

  private static Condition receives(UUID calendar) {
    return DSL.exists(
        DSL.selectOne()
            .from(CALENDAR)
            .where(CALENDAR.ID.eq(calendar))
            .and(CALENDAR.RECEIVES.isTrue()));
  }

  /** Marks appointments in one statement; an event that the clinic let go stays gone. */
  private static void want(
      DSLContext transaction, UUID calendar, List<AppointmentRecord> appointments) {
    if (appointments.isEmpty()) {
      return;
    }
    var insert =
        transaction.insertInto(
            LINK,
            LINK.APPOINTMENT_ID,
            LINK.CALENDAR_ID,
            LINK.CLINIC_ID,
            LINK.GOOGLE_EVENT_ID,
            LINK.STATE,
            LINK.WANTED_VERSION,
            LINK.DUE_AT);
    for (AppointmentRecord each : appointments) {
      insert =
          insert.values(
              DSL.val(each.getId(), LINK.APPOINTMENT_ID),
              DSL.val(calendar, LINK.CALENDAR_ID),
              DSL.val(each.getClinicId(), LINK.CLINIC_ID),
              DSL.val(DerivedEventId.of(each.getId(), calendar, 0)),
              DSL.val(LinkState.WANTED.name()),
              DSL.val(each.getVersion()),
              DatabaseClock.now());
    }
    Condition letGo = LINK.STATE.eq(LinkState.UNLINKED.name());
    insert
        .onDuplicateKeyUpdate()
        .set(
            LINK.WANTED_VERSION,
            DSL.when(letGo, LINK.WANTED_VERSION).otherwise(DSL.excluded(LINK.WANTED_VERSION)))
        .set(LINK.DUE_AT, DSL.when(letGo, LINK.DUE_AT).otherwise(DSL.excluded(LINK.DUE_AT)))
        .execute();
  }
}

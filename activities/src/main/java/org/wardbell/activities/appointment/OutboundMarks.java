package org.wardbell.activities.appointment;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.calendar.CalendarState;
import org.wardbell.workflows.calendar.DerivedEventId;
import org.wardbell.workflows.calendar.LinkState;

/**
 * The marks of calendars that do not show an appointment as it is, set in the transaction of the
 * change. A later write brings the newest state, so marking twice is the same as marking once.
 */
final class OutboundMarks {
  static final List<String> CONNECTED =
      Arrays.stream(CalendarState.values())
          .filter(state -> state != CalendarState.DISCONNECTED)
          .map(CalendarState::name)
          .toList();

  private OutboundMarks() {}

  /**
   * Marks the doctor's calendar that shows the appointment, or is to, and every other calendar that
   * still shows it.
   *
   * @param tellGuests whether guests may be told of the change by mail
   * @return all calendars that are to be written
   */
  static List<UUID> mark(DSLContext transaction, Appointment appointment, boolean tellGuests) {
    if (appointment.status().isOpen()) {
      calendarOf(transaction, appointment)
          .ifPresent(
              calendar -> {
                want(
                    transaction,
                    calendar,
                    appointment.clinicId(),
                    appointment.id(),
                    appointment.version());
                if (tellGuests) {
                  tell(transaction, appointment.id(), LINK.CALENDAR_ID.eq(calendar));
                }
              });
    }
    transaction
        .update(LINK)
        .set(LINK.WANTED_VERSION, appointment.version())
        .set(LINK.DUE_AT, DatabaseClock.now())
        .where(LINK.APPOINTMENT_ID.eq(appointment.id()))
        .and(LINK.STATE.notIn(LinkState.GONE_NAMES))
        .execute();
    if (tellGuests) {
      tell(transaction, appointment.id(), LINK.STATE.notIn(LinkState.GONE_NAMES));
    }
    return transaction
        .select(LINK.CALENDAR_ID)
        .from(LINK)
        .where(LINK.APPOINTMENT_ID.eq(appointment.id()))
        .and(LINK.DUE_AT.isNotNull())
        .fetch(LINK.CALENDAR_ID);
  }

  private static void tell(DSLContext transaction, UUID appointment, Condition calendars) {
    transaction
        .update(LINK)
        .set(LINK.TELL_GUESTS, true)
        .where(LINK.APPOINTMENT_ID.eq(appointment))
        .and(calendars)
        .execute();
  }

  /**
   * Lets the appointment's event be read before it is written. If it is as it was before an earlier
   * change, which nobody has written, it still has the answer or the meeting that went with that.
   */
  static void readAgain(DSLContext transaction, UUID appointment) {
    transaction
        .update(LINK)
        .setNull(LINK.ETAG)
        .where(LINK.APPOINTMENT_ID.eq(appointment))
        .and(LINK.STATE.eq(LinkState.WRITTEN.name()))
        .execute();
  }

  /** Lets no mail tell of what is still to be written. */
  static void tellNobody(DSLContext transaction, UUID appointment) {
    transaction
        .update(LINK)
        .set(LINK.TELL_GUESTS, false)
        .where(LINK.APPOINTMENT_ID.eq(appointment))
        .execute();
  }

  /**
   * Returns the doctor's calendar in which an appointment is to be: where its event is, or was, for
   * the doctor may bring it back there; or else the one that receives new ones. None if the clinic
   * let its event go.
   */
  private static Optional<UUID> calendarOf(DSLContext transaction, Appointment appointment) {
    Condition ofDoctor =
        CALENDAR.DOCTOR_ID.eq(appointment.doctorId()).and(CALENDAR.STATE.in(CONNECTED));
    Map<UUID, String> known =
        transaction
            .select(LINK.CALENDAR_ID, LINK.STATE)
            .from(LINK)
            .join(CALENDAR)
            .on(CALENDAR.ID.eq(LINK.CALENDAR_ID))
            .where(LINK.APPOINTMENT_ID.eq(appointment.id()))
            .and(ofDoctor)
            .orderBy(LINK.CALENDAR_ID)
            .fetchMap(LINK.CALENDAR_ID, LINK.STATE);
    if (known.containsValue(LinkState.UNLINKED.name())) {
      return Optional.empty();
    }
    Set<UUID> left = new HashSet<>(known.keySet());
    left.removeIf(calendar -> !LinkState.REMOVED.name().equals(known.get(calendar)));
    known.keySet().removeAll(left);
    Optional<UUID> calendar =
        known.isEmpty()
            ? transaction
                .select(CALENDAR.ID)
                .from(CALENDAR)
                .where(left.isEmpty() ? ofDoctor : CALENDAR.ID.in(left))
                .orderBy(CALENDAR.RECEIVES.desc(), CALENDAR.ID)
                .limit(1)
                .fetchOptional(CALENDAR.ID)
            : known.keySet().stream().findFirst();
    calendar.ifPresent(left::remove);
    forgetRemoved(transaction, appointment.id(), left);
    return calendar;
  }

  /** What comes back in another calendar than the one that is to show it is a copy from now on. */
  private static void forgetRemoved(DSLContext transaction, UUID appointment, Set<UUID> calendars) {
    if (!calendars.isEmpty()) {
      transaction
          .deleteFrom(LINK)
          .where(LINK.APPOINTMENT_ID.eq(appointment))
          .and(LINK.CALENDAR_ID.in(calendars))
          .execute();
    }
  }

  /** Lets no event of a deleted appointment bring it back, and forgets what they said. */
  static void forget(DSLContext transaction, UUID appointment) {
    transaction
        .update(LINK)
        .setNull(LINK.DELETED_AT)
        .where(LINK.APPOINTMENT_ID.eq(appointment))
        .execute();
    forgetUnreachable(transaction, appointment);
  }

  /**
   * Forgets what events of an appointment said in calendars that nobody can write to any more; in
   * the others it is needed to take it out of Google, and goes with that.
   */
  static void forgetUnreachable(DSLContext transaction, UUID appointment) {
    forgetContents(
        transaction,
        LINK.APPOINTMENT_ID
            .eq(appointment)
            .and(
                LINK.CALENDAR_ID.notIn(
                    DSL.select(CALENDAR.ID).from(CALENDAR).where(CALENDAR.STATE.in(CONNECTED)))));
  }

  /** Forgets what the events of these links said. */
  static void forgetContents(DSLContext transaction, Condition links) {
    transaction
        .update(LINK)
        .setNull(LINK.CONTENT_CIPHERTEXT)
        .setNull(LINK.KEY_ID)
        .setNull(LINK.CONTENT_HASH)
        .where(links)
        .execute();
  }

  /** Marks one calendar; an event that the clinic let go stays gone. */
  private static void want(
      DSLContext transaction, UUID calendar, UUID clinic, UUID appointment, int version) {
    transaction
        .insertInto(LINK)
        .set(LINK.APPOINTMENT_ID, appointment)
        .set(LINK.CALENDAR_ID, calendar)
        .set(LINK.CLINIC_ID, clinic)
        .set(LINK.GOOGLE_EVENT_ID, DerivedEventId.of(appointment, calendar, 0))
        .set(LINK.STATE, LinkState.WANTED.name())
        .set(LINK.WANTED_VERSION, version)
        .set(LINK.DUE_AT, DatabaseClock.now())
        .onDuplicateKeyIgnore()
        .execute();
    transaction
        .update(LINK)
        .set(LINK.WANTED_VERSION, version)
        .set(LINK.DUE_AT, DatabaseClock.now())
        .where(LINK.APPOINTMENT_ID.eq(appointment))
        .and(LINK.CALENDAR_ID.eq(calendar))
        .and(LINK.STATE.ne(LinkState.UNLINKED.name()))
        .execute();
  }
}

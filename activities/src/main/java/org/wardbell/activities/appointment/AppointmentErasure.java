package org.wardbell.activities.appointment;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.wardbell.activities.crypto.BrokenSealException;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.database.generated.tables.records.AppointmentRecord;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.ChangeSource;
import org.wardbell.workflows.appointment.Patient;

/**
 * The erasure of what appointments say of a patient. Doctor, time and status stay, so that the slot
 * stays taken; calendars that show the appointment are written anew, without the patient.
 */
public final class AppointmentErasure {
  /** Stands in place of the patient's id. */
  public static final String ERASED = "erased";

  private final AppointmentRows rows;

  public AppointmentErasure(Encryption encryption) {
    this.rows = new AppointmentRows(encryption);
  }

  /**
   * A page of a clinic's appointments.
   *
   * @param last the number of its last row, or null if there was none
   * @param looked rows of the page
   * @param found those that the caller asked for
   * @param unreadable rows that do not open
   */
  public record Page(Long last, int looked, List<UUID> found, int unreadable) {}

  /**
   * Looks through a page in the order of numbers, without a lock.
   *
   * @param after rows with a higher number
   * @param wanted told the whole appointment
   */
  public Optional<Page> page(
      DSLContext dsl, UUID clinic, long after, int limit, Predicate<Appointment> wanted) {
    List<UUID> found = new ArrayList<>();
    int unreadable = 0;
    List<AppointmentRecord> page =
        dsl.selectFrom(APPOINTMENT)
            .where(APPOINTMENT.CLINIC_ID.eq(clinic), APPOINTMENT.NUMBER.gt(after))
            .orderBy(APPOINTMENT.NUMBER)
            .limit(limit)
            .fetch();
    for (AppointmentRecord row : page) {
      try {
        if (wanted.test(rows.read(row))) {
          found.add(row.getId());
        }
      } catch (BrokenSealException broken) {
        unreadable++;
      }
    }
    return page.isEmpty()
        ? Optional.empty()
        : Optional.of(new Page(page.getLast().getNumber(), page.size(), found, unreadable));
  }

  /**
   * Erases in the caller's transaction; what somebody changed meanwhile, so that it is not wanted
   * any more, stays.
   *
   * @return how many
   */
  public int erase(DSLContext transaction, Collection<UUID> ids, Predicate<Appointment> wanted) {
    int erased = 0;
    for (UUID id : ids.stream().sorted().toList()) {
      Optional<Appointment> found = rows.lock(transaction, id).filter(wanted);
      if (found.isPresent()) {
        Appointment after = erased(found.get());
        rows.update(transaction, found.get(), after);
        AppointmentHistory.write(transaction, after, ChangeSource.SYSTEM, null, "erased", Map.of());
        OutboundMarks.mark(transaction, after, false); // The relay wakes their calendars.
        OutboundMarks.tellNobody(transaction, id);
        OutboundMarks.forgetUnreachable(transaction, id);
        erased++;
      }
    }
    return erased;
  }

  /**
   * Forgets what some events of a calendar that was given up said of patients who are erased: the
   * write that would have taken it out of Google, and have forgotten it, comes no more.
   *
   * @param after only events whose Google id comes behind this one
   * @param limit events that it looks at, and appointments that it locks, at most
   * @return the last event that it looked at; empty if no others are left
   */
  public Optional<String> forgetUnwritten(
      DSLContext transaction, UUID clinic, UUID calendar, String after, int limit) {
    Map<String, UUID> page =
        transaction
            .select(LINK.GOOGLE_EVENT_ID, LINK.APPOINTMENT_ID)
            .from(LINK)
            .where(LINK.CALENDAR_ID.eq(calendar))
            .and(LINK.GOOGLE_EVENT_ID.gt(after))
            .orderBy(LINK.GOOGLE_EVENT_ID)
            .limit(limit)
            .fetchMap(LINK.GOOGLE_EVENT_ID, LINK.APPOINTMENT_ID);
    List<UUID> erased = erasedOf(transaction, clinic, page.values());
    if (!erased.isEmpty()) {
      OutboundMarks.forgetContents(
          transaction, LINK.CALENDAR_ID.eq(calendar).and(LINK.APPOINTMENT_ID.in(erased)));
    }
    return page.size() < limit ? Optional.empty() : page.keySet().stream().max(String::compareTo);
  }

  /**
   * Returns those of some appointments whose patient is erased. Whoever erases one now has it
   * locked, and may not have seen that the calendar was given up: so this waits for them.
   */
  private List<UUID> erasedOf(DSLContext transaction, UUID clinic, Collection<UUID> ids) {
    byte[] erased = rows.patientFingerprint(clinic, ERASED);
    return transaction
        .select(APPOINTMENT.ID, APPOINTMENT.PATIENT_FINGERPRINT)
        .from(APPOINTMENT)
        .where(APPOINTMENT.ID.in(ids))
        .orderBy(APPOINTMENT.ID)
        .forShare()
        .stream()
        .filter(row -> Arrays.equals(row.value2(), erased))
        .map(Record2::value1)
        .toList();
  }

  /** Returns the appointment without its patient, their answer, services, text and meeting. */
  static Appointment erased(Appointment before) {
    return new Appointment(
        before.id(),
        before.clinicId(),
        before.doctorId(),
        before.externalId(),
        before.status(),
        before.version() + 1,
        before.slot(),
        before.zone(),
        new Patient(ERASED, null, null, null),
        List.of(),
        null,
        null,
        null,
        before.sync(),
        before.createdAt(),
        ApplicationClock.now());
  }
}

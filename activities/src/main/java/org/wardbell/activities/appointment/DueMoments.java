package org.wardbell.activities.appointment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.crypto.BrokenSealException;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.database.generated.tables.records.AppointmentRecord;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentAgenda;
import org.wardbell.workflows.appointment.AppointmentAgenda.Entry;
import org.wardbell.workflows.appointment.AppointmentPolicy;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.ChangeSource;

/** The sum of what the moments of some appointments ask for, before any of it is written. */
final class DueMoments {
  private static final Logger log = LoggerFactory.getLogger(DueMoments.class);

  private final AppointmentRows rows;
  private final AppointmentPolicy policy;
  private final Instant now;
  private final List<NewEvent> news = new ArrayList<>();
  private final List<AppointmentHistory.Entry> history = new ArrayList<>();
  private final List<Ended> ended = new ArrayList<>();
  private final Map<UUID, Optional<Instant>> wakes = new LinkedHashMap<>();

  DueMoments(AppointmentRows rows, AppointmentPolicy policy, Instant now) {
    this.rows = rows;
    this.policy = policy;
    this.now = now;
  }

  /** An appointment whose status changes because it is over. */
  record Ended(Appointment before, Appointment after) {}

  /** Looks at an appointment whose row is locked. */
  void look(AppointmentRecord row, Doctor doctor) {
    Appointment appointment;
    try {
      appointment = rows.read(row);
    } catch (BrokenSealException broken) {
      log.warn("appointment {} does not open, and is looked at again in an hour", row.getId());
      wakes.put(row.getId(), Optional.of(now.plus(DueAppointments.PUT_OFF)));
      return;
    }
    boolean closed = !appointment.status().isOpen();
    if (!closed) {
      for (Entry entry :
          AppointmentAgenda.between(appointment.slot(), policy, row.getWakesAt(), now)) {
        closed |= moment(entry, appointment, doctor);
      }
    }
    wakes.put(
        row.getId(),
        closed
            ? Optional.empty()
            : Optional.ofNullable(AppointmentAgenda.next(appointment.slot(), policy, now)));
  }

  /** Returns whether the appointment is closed by it. */
  private boolean moment(Entry entry, Appointment appointment, Doctor doctor) {
    if (!entry.isTimely(appointment.slot(), now)) {
      note(appointment, "missed", detail(entry));
      return false;
    }
    switch (entry.kind()) {
      case REMINDER -> {
        if (isExpected(appointment.status())) {
          news.add(AppointmentEvents.reminder(appointment, doctor, entry.minutesBefore()));
          note(appointment, "reminded", detail(entry));
        }
      }
      case STARTED -> {
        news.add(AppointmentEvents.started(appointment, doctor));
        note(appointment, "started", detail(entry));
      }
      case ENDED -> {
        return end(appointment, doctor);
      }
    }
    return false;
  }

  /** Who has arrived needs no reminder. */
  private static boolean isExpected(AppointmentStatus status) {
    return status == AppointmentStatus.PENDING || status == AppointmentStatus.BOOKED;
  }

  private boolean end(Appointment before, Doctor doctor) {
    AppointmentStatus status = policy.afterEnd().after(before.status());
    if (status == null) {
      return false;
    }
    Appointment after = before.withStatus(status, ApplicationClock.now());
    Map<String, String> previous = AppointmentEvents.previousStatus(before);
    ended.add(new Ended(before, after));
    news.add(
        AppointmentEvents.of(
            "appointment.status_changed", after, doctor, ChangeSource.SYSTEM, previous));
    note(after, "status", previous);
    return true;
  }

  private static Map<String, String> detail(Entry entry) {
    Map<String, String> detail = new LinkedHashMap<>();
    detail.put("moment", entry.kind().name().toLowerCase(Locale.ROOT));
    detail.put("at", entry.at().toString());
    if (entry.kind() == AppointmentAgenda.Kind.REMINDER) {
      detail.put("minutes_until_start", Integer.toString(entry.minutesBefore()));
    }
    return detail;
  }

  private void note(Appointment appointment, String kind, Map<String, String> detail) {
    history.add(
        new AppointmentHistory.Entry(
            appointment, ChangeSource.SYSTEM, AuditOrigin.SYSTEM.actor(), kind, detail));
  }

  List<NewEvent> news() {
    return news;
  }

  List<AppointmentHistory.Entry> history() {
    return history;
  }

  List<Ended> ended() {
    return ended;
  }

  /** Returns when each of them is looked at next; empty for never. */
  Map<UUID, Optional<Instant>> wakes() {
    return wakes;
  }
}

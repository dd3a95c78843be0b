package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.BUSY_TIME;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.simulator.google.Doctor;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.TimeSlot;

/** The base of tests of a doctor who has two calendars, of which the first one receives. */
abstract class TwoCalendars extends TwoSides {
  static final String PRIVATE = "private@group.calendar.google.com";
  static final TimeSlot SLOT = Clinic.slot(3, 9);
  static final TimeSlot LATER = Clinic.slot(3, 14);

  UUID here;
  UUID there;

  @BeforeEach
  void connectAnother() {
    google.addCalendar(PRIVATE, CALENDAR, ZoneId.of("Europe/Berlin"));
    here = sync.calendar();
    there = clinic.connect(PRIVATE, SyncHarness.REFRESH_TOKEN, INVITING);
    pull(there);
  }

  Doctor doctorThere() {
    return google.doctor(PRIVATE);
  }

  void moveTo(UUID appointment, String calendar) {
    google
        .doctor(calendar.equals(PRIVATE) ? CALENDAR : PRIVATE)
        .moveTo(clinicEvent(appointment), calendar);
  }

  String clinicEvent(UUID appointment) {
    return clinic
        .dsl()
        .select(LINK.GOOGLE_EVENT_ID)
        .from(LINK)
        .where(LINK.APPOINTMENT_ID.eq(appointment))
        .fetchSingle(LINK.GOOGLE_EVENT_ID);
  }

  List<UUID> placesOf(UUID appointment) {
    return clinic
        .dsl()
        .select(LINK.CALENDAR_ID)
        .from(LINK)
        .where(LINK.APPOINTMENT_ID.eq(appointment))
        .fetch(LINK.CALENDAR_ID);
  }

  void searchNow() {
    clinic
        .dsl()
        .update(LINK)
        .set(LINK.DUE_AT, DatabaseClock.now())
        .where(LINK.MISSING_SINCE.isNotNull())
        .execute();
  }

  void settleBoth() {
    for (int round = 0; round < 3; round++) {
      for (UUID calendar : List.of(here, there)) {
        searchNow();
        write(calendar);
        pull(calendar);
      }
    }
    assertThat(clinic.dsl().fetchCount(LINK, LINK.DUE_AT.isNotNull())).isZero();
  }

  void assertIsThere(UUID id) {
    assertThat(placesOf(id)).containsExactly(there);
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(doctor().events()).isEmpty();
    assertThat(doctorThere().events()).hasSize(1);
    assertThat(clinic.dsl().fetchCount(BUSY_TIME)).isZero();
  }
}

package org.wardbell.activities.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.appointment.ComingMarks;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.sync.CalendarSettings;
import org.wardbell.workflows.calendar.CalendarPlan;

/** A doctor with more coming appointments than one transaction marks. */
@Tag("servers")
class ComingAppointmentsTest {
  /** More than two chunks, so that a later one begins where an earlier one ended. */
  private static final int MANY = 2 * ComingMarks.CHUNK + 5;

  private final Clinic clinic = new Clinic();
  private final CalendarFactsQuery facts =
      new CalendarFactsQuery(
          new CalendarSettings(
              null,
              CalendarSettings.POLL_WITH_PUSH,
              CalendarSettings.POLL_WITHOUT_PUSH,
              CalendarSettings.CHANNEL_LIFE));

  @AfterEach
  void close() {
    clinic.close();
  }

  private List<UUID> bookMany() {
    List<UUID> booked = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      booked.add(clinic.book(Clinic.slot(2 + i / 24, i % 24)).appointment().id());
    }
    return booked;
  }

  private UUID connect(String doctor, String calendar) {
    return clinic.connect(doctor, calendar, "1//token", CalendarPolicy.STANDARD);
  }

  private List<UUID> marked(UUID calendar) {
    return clinic
        .dsl()
        .select(LINK.APPOINTMENT_ID)
        .from(LINK)
        .where(LINK.CALENDAR_ID.eq(calendar))
        .and(LINK.DUE_AT.isNotNull())
        .fetch(LINK.APPOINTMENT_ID);
  }

  private void markMore(UUID calendar) {
    UUID doctor =
        clinic
            .dsl()
            .select(CALENDAR.DOCTOR_ID)
            .from(CALENDAR)
            .where(CALENDAR.ID.eq(calendar))
            .fetchSingle(CALENDAR.DOCTOR_ID);
    clinic.dsl().transaction(tx -> ComingMarks.next(tx.dsl(), calendar, doctor));
  }

  private boolean writesAtOnce(UUID calendar) {
    return CalendarPlan.of(facts.read(clinic.dsl(), calendar)).write();
  }

  @Test
  void connection_ofADoctorWithManyAppointments_marksAFewInEachTransaction() {
    List<UUID> booked = bookMany();
    UUID ofAnother =
        clinic
            .appointments()
            .book(clinic.wanted("18", Clinic.slot(3, 9)), AuditOrigin.SYSTEM)
            .appointment()
            .id();
    UUID calendar = connect("17", "ada@clinic.example");
    assertThat(marked(calendar)).hasSize(ComingMarks.CHUNK);

    // Booked and changed meanwhile: each is marked by its own transaction, and once.
    UUID between = clinic.book(Clinic.slot(60, 9)).appointment().id();
    clinic.dsl().update(LINK).setNull(LINK.DUE_AT).execute();
    assertThat(writesAtOnce(calendar)).as("although nothing is due").isTrue();
    markMore(calendar);
    assertThat(marked(calendar)).hasSize(ComingMarks.CHUNK);
    markMore(calendar);
    markMore(calendar);
    assertThat(ComingMarks.isUnderWay(clinic.dsl(), calendar)).isFalse();
    assertThat(
            clinic
                .dsl()
                .select(LINK.APPOINTMENT_ID)
                .from(LINK)
                .where(LINK.CALENDAR_ID.eq(calendar))
                .fetch(LINK.APPOINTMENT_ID))
        .containsAll(booked)
        .contains(between)
        .doesNotContain(ofAnother)
        .doesNotHaveDuplicates()
        .hasSize(MANY + 1);
  }

  @Test
  void calendarThatIsChosenMeanwhile_getsWhatTheFormerDidNotGetYet() {
    List<UUID> booked = bookMany();
    UUID first = connect("17", "ada@clinic.example");
    UUID second = connect("17", "second@clinic.example");
    clinic.calendars().receive(clinic.id(), second, _ -> {}, AuditOrigin.SYSTEM);
    for (UUID calendar : List.of(first, second)) {
      while (ComingMarks.isUnderWay(clinic.dsl(), calendar)) {
        markMore(calendar);
      }
    }
    List<UUID> all = new ArrayList<>(marked(first));
    assertThat(all).hasSize(ComingMarks.CHUNK);
    all.addAll(marked(second));
    assertThat(all).containsExactlyInAnyOrderElementsOf(booked);
  }

  /** While a chunk holds a doctor's locks, other doctors connect and book; nobody waits. */
  @Test
  void anotherDoctor_doesNotWaitForTheLocksOfAChunk() {
    bookMany();
    UUID calendar = connect("17", "ada@clinic.example");
    clinic
        .dsl()
        .transaction(
            chunk -> {
              chunk
                  .dsl()
                  .select(CALENDAR.ID)
                  .from(CALENDAR)
                  .where(CALENDAR.ID.eq(calendar))
                  .forUpdate()
                  .fetch();
              UUID doctor =
                  chunk
                      .dsl()
                      .select(CALENDAR.DOCTOR_ID)
                      .from(CALENDAR)
                      .where(CALENDAR.ID.eq(calendar))
                      .fetchSingle(CALENDAR.DOCTOR_ID);
              clinic.doctors().lock(chunk.dsl(), doctor);
              ComingMarks.next(chunk.dsl(), calendar, doctor);
              onAnotherThread(
                  () -> {
                    UUID other = connect("18", "eva@clinic.example");
                    clinic
                        .appointments()
                        .book(clinic.wanted("18", Clinic.slot(3, 9)), AuditOrigin.SYSTEM);
                    assertThat(marked(other)).hasSize(1);
                    clinic.calendars().receive(clinic.id(), other, _ -> {}, AuditOrigin.SYSTEM);
                  });
              // The chunk still holds its locks.
              assertThat(chunk.dsl().select(DSL.inline(1)).fetch()).hasSize(1);
            });
  }

  private static void onAnotherThread(Runnable work) throws InterruptedException {
    List<Throwable> failures = new ArrayList<>();
    Thread.ofPlatform()
        .uncaughtExceptionHandler((_, failure) -> failures.add(failure))
        .start(work)
        .join();
    assertThat(failures).isEmpty();
  }
}

package org.wardbell.activities.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardbell.activities.database.generated.Tables.BUSY_TIME;
import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.appointment.AppointmentErasure;
import org.wardbell.activities.appointment.AppointmentRefusal;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.workflows.appointment.TimeSlot;

/**
 * What is left of a calendar that was given up: nothing that grows happens in the transaction that
 * gives it up, and the rest ends chunk by chunk, also after a crash.
 */
@Tag("servers")
class CalendarRemainsTest {
  private static final int MANY = 40;
  private static final TimeSlot BUSY = Clinic.slot(200, 9);

  private final Clinic clinic = new Clinic();
  private final AppointmentErasure erasure = new AppointmentErasure(clinic.encryption());
  private final CalendarRemains remains = new CalendarRemains(clinic.dsl(), erasure);

  @AfterEach
  void close() {
    clinic.close();
  }

  @Test
  void calendarWithMuch_isGivenUpAtTheCostOfAnEmptyOne_andFreesItsDoctorAtOnce() {
    UUID empty = clinic.connect("18", "eva@clinic.example", "1//other", CalendarPolicy.STANDARD);
    UUID full = full();
    assertThatThrownBy(() -> clinic.book(BUSY)).isInstanceOf(AppointmentRefusal.class);

    long few = rowsChanged(() -> giveUp(empty));
    long many = rowsChanged(() -> giveUp(full));

    assertThat(many).isLessThan(few + MANY / 2);
    assertThat(clinic.book(BUSY).appointment().slot()).isEqualTo(BUSY);
    remains.end(full, () -> {});
    assertThat(contents(full)).isZero();
    assertThat(times(full)).isZero();
  }

  @Test
  void remains_endInChunks_alsoWhereAnotherProcessStopped() {
    UUID calendar = full();
    giveUp(calendar);

    assertThat(remains.step(calendar, 10)).isTrue();
    assertThat(times(calendar)).isEqualTo(MANY - 10);
    int before = contents(calendar);
    while (contents(calendar) == before) {
      assertThat(rowsChanged(() -> remains.step(calendar, 10))).isLessThan(25);
    }
    assertThat(contents(calendar)).isEqualTo(before - 10);
    assertThat(hasMore(calendar)).isTrue();

    new CalendarRemains(clinic.dsl(), erasure).end(calendar, () -> {});
    assertThat(contents(calendar)).isZero();
    assertThat(hasMore(calendar)).isFalse();
  }

  @Test
  void contentsOfPatientsWhoAreNotErased_andOfAnotherCalendar_stay() {
    UUID calendar = full();
    UUID kept = clinic.book(Clinic.slot(150, 9)).appointment().id();
    fill(calendar);
    giveUp(calendar);
    remains.end(calendar, () -> {});
    assertThat(
            clinic
                .dsl()
                .select(LINK.APPOINTMENT_ID)
                .from(LINK)
                .where(LINK.CONTENT_CIPHERTEXT.isNotNull())
                .fetch(LINK.APPOINTMENT_ID))
        .containsExactly(kept);
  }

  @Test
  void remainsOfACalendarThatIsConnectedAgain_areItsOwnAgain() {
    UUID calendar = full();
    giveUp(calendar);
    clinic.connect("ada@clinic.example", "1//again", CalendarPolicy.STANDARD);
    remains.end(calendar, () -> {});
    assertThat(times(calendar)).isEqualTo(MANY);
    assertThat(contents(calendar)).isEqualTo(MANY);
  }

  /** The erasure saw the calendar as it was before, and leaves what it said to its next write. */
  @Test
  void erasureThatIsUnderWayWhenTheCalendarIsGivenUp_isWaitedFor() throws Exception {
    UUID calendar = connect();
    UUID appointment = clinic.book(Clinic.slot(3, 9)).appointment().id();
    fill(calendar);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> ends = new ArrayList<>();
      clinic
          .dsl()
          .transaction(
              transaction -> {
                erasure.erase(transaction.dsl(), List.of(appointment), _ -> true);
                threads.submit(() -> giveUp(calendar)).get(60, TimeUnit.SECONDS);
                ends.add(threads.submit(() -> remains.end(calendar, () -> {})));
                threads.submit(this::waitForALock).get(60, TimeUnit.SECONDS);
              });
      ends.getFirst().get(60, TimeUnit.SECONDS);
    }
    assertThat(contents(calendar)).isZero();
  }

  /** Returns when somebody waits for a lock; after two seconds nobody will. */
  private void waitForALock() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
    while (System.nanoTime() < end
        && clinic
                .dsl()
                .fetchSingle(
                    "select count(*) from information_schema.innodb_trx where trx_state = 'LOCK WAIT'")
                .get(0, Long.class)
            == 0) {
      Thread.onSpinWait();
    }
  }

  private UUID connect() {
    return clinic.connect("ada@clinic.example", "1//token", CalendarPolicy.STANDARD);
  }

  /** Returns a calendar with many events of erased patients, and as much busy time. */
  private UUID full() {
    UUID calendar = connect();
    List<UUID> appointments = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      appointments.add(clinic.book(Clinic.slot(3 + i, 9)).appointment().id());
      busy(calendar, "event-" + i, i == 0 ? BUSY : Clinic.slot(100 + i, 9));
    }
    fill(calendar);
    clinic
        .dsl()
        .transaction(transaction -> erasure.erase(transaction.dsl(), appointments, _ -> true));
    return calendar;
  }

  /** Lets each event of a calendar have said something. */
  private void fill(UUID calendar) {
    clinic
        .dsl()
        .update(LINK)
        .set(LINK.CONTENT_CIPHERTEXT, new byte[] {1})
        .where(LINK.CALENDAR_ID.eq(calendar))
        .execute();
  }

  private void busy(UUID calendar, String event, TimeSlot slot) {
    clinic
        .dsl()
        .insertInto(BUSY_TIME)
        .set(BUSY_TIME.CALENDAR_ID, calendar)
        .set(BUSY_TIME.GOOGLE_EVENT_ID, event)
        .set(BUSY_TIME.CLINIC_ID, clinic.id())
        .set(
            BUSY_TIME.DOCTOR_ID,
            clinic
                .dsl()
                .select(CALENDAR.DOCTOR_ID)
                .from(CALENDAR)
                .where(CALENDAR.ID.eq(calendar))
                .fetchSingle(CALENDAR.DOCTOR_ID))
        .set(BUSY_TIME.STARTS_AT, slot.start())
        .set(BUSY_TIME.ENDS_AT, slot.end())
        .set(BUSY_TIME.ADDED_AT, DatabaseClock.now())
        .execute();
  }

  private void giveUp(UUID calendar) {
    assertThat(clinic.calendars().disconnect(clinic.id(), calendar, _ -> {}, AuditOrigin.SYSTEM))
        .isTrue();
  }

  private int contents(UUID calendar) {
    return clinic
        .dsl()
        .fetchCount(LINK, LINK.CALENDAR_ID.eq(calendar).and(LINK.CONTENT_CIPHERTEXT.isNotNull()));
  }

  private int times(UUID calendar) {
    return clinic.dsl().fetchCount(BUSY_TIME, BUSY_TIME.CALENDAR_ID.eq(calendar));
  }

  private boolean hasMore(UUID calendar) {
    return clinic
        .dsl()
        .fetchExists(CALENDAR, CALENDAR.ID.eq(calendar).and(CALENDAR.FORGETS_AFTER.isNotNull()));
  }

  /** Of the whole server, which only this test uses now. */
  private long rowsChanged(Runnable act) {
    long before = changes();
    act.run();
    return changes() - before;
  }

  private long changes() {
    return clinic
        .dsl()
        .fetch("show global status where variable_name in ('Handler_update', 'Handler_delete')")
        .stream()
        .mapToLong(row -> row.get(1, Long.class))
        .sum();
  }
}

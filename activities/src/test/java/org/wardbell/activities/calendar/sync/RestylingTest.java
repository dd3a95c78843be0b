package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_RESTYLE;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.calendar.CalendarView;
import org.wardbell.activities.calendar.google.SendUpdates;
import org.wardbell.activities.calendar.style.DecidedStyle;
import org.wardbell.activities.calendar.style.EventStyle;
import org.wardbell.activities.calendar.style.EventStyles;
import org.wardbell.activities.calendar.style.RestyleSweep;
import org.wardbell.workflows.appointment.TimeSlot;

/** How a new style comes to the events of a calendar: in chunks, and at its own pace. */
@Tag("servers")
class RestylingTest {
  private static final EventStyle VISIT =
      new EventStyle("Visit", null, null, false, Map.of(), null, SendUpdates.NONE);

  private final SyncHarness sync = new SyncHarness();
  private final List<UUID> woken = new ArrayList<>();
  private final RestyleSweep sweep = new RestyleSweep(sync.clinic().dsl(), this::wake);
  private final EventStyles styles =
      new EventStyles(sync.clinic().dsl(), new AuditStore(InstantSource.system()));

  private void wake(Collection<UUID> calendars) {
    woken.addAll(calendars);
  }

  @AfterEach
  void stop() {
    sync.close();
  }

  private void shown(int appointments) {
    Instant first = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(2, ChronoUnit.DAYS);
    for (int i = 0; i < appointments; i++) {
      Instant start = first.plus(30L * i, ChronoUnit.MINUTES);
      sync.shown(new TimeSlot(start, start.plus(30, ChronoUnit.MINUTES)), "\"" + i + "\"");
    }
  }

  private int due() {
    return sync.clinic().dsl().fetchCount(LINK, LINK.DUE_AT.isNotNull());
  }

  /** Lets the calendar have written what is due. */
  private void written() {
    sync.clinic().dsl().update(LINK).setNull(LINK.DUE_AT).execute();
  }

  private CalendarView calendar() {
    return sync.clinic().calendars().find(sync.calendar()).orElseThrow();
  }

  private void decideForClinic(UUID clinic) {
    styles.put(clinic, clinic, VISIT, _ -> {}, Map.of(), AuditOrigin.SYSTEM);
  }

  @Test
  void events_areMarkedInChunks_eachWhenTheLastIsWritten() {
    shown(60);
    styles.put(sync.clinic().id(), sync.calendar(), VISIT, _ -> {}, Map.of(), AuditOrigin.SYSTEM);
    sweep.round();
    assertThat(due()).isEqualTo(50);
    assertThat(woken).containsExactly(sync.calendar());
    assertThat(calendar().restyle()).isEqualTo(new CalendarView.Restyle(60, 0));
    sweep.round();
    assertThat(due()).isEqualTo(50);

    written();
    assertThat(calendar().restyle()).isEqualTo(new CalendarView.Restyle(60, 50));
    sweep.round();
    assertThat(due()).isEqualTo(10);
    sweep.round();
    assertThat(calendar().restyle()).isNotNull();
    written();
    sweep.round();
    assertThat(calendar().restyle()).isNull();
  }

  @Test
  void styleOfAClinic_reachesItsCalendarsWithoutOneOfTheirOwn_andNoOther() {
    shown(1);
    decideForClinic(UUID.randomUUID());
    sweep.round();
    assertThat(sync.clinic().dsl().fetchCount(CALENDAR_RESTYLE)).isZero();

    SyncSession before = sync.take();
    decideForClinic(sync.clinic().id());
    sweep.round();
    assertThat(due()).isEqualTo(1);
    assertThat(sync.take().epoch()).isEqualTo(before.epoch() + 2);
    written();
    sweep.round();
    sweep.round();
    assertThat(sync.clinic().dsl().fetchCount(CALENDAR_RESTYLE)).isZero();
  }

  /** A condition is asked in the transaction, so it is told all that it may need. */
  @Test
  void condition_isToldWhatCounts_andWhoDecidedIt() {
    UUID clinic = sync.clinic().id();
    List<DecidedStyle> seen = new ArrayList<>();
    decideForClinic(clinic);
    styles.put(
        clinic, sync.calendar(), EventStyle.STANDARD, seen::add, Map.of(), AuditOrigin.SYSTEM);
    styles.put(clinic, sync.calendar(), null, seen::add, Map.of(), AuditOrigin.SYSTEM);
    styles.put(clinic, clinic, EventStyle.STANDARD, seen::add, Map.of(), AuditOrigin.SYSTEM);
    assertThat(seen)
        .containsExactly(
            new DecidedStyle(DecidedStyle.By.CLINIC, VISIT),
            new DecidedStyle(DecidedStyle.By.CALENDAR, EventStyle.STANDARD),
            new DecidedStyle(DecidedStyle.By.CLINIC, VISIT));
    assertThat(styles.decided(UUID.randomUUID(), sync.calendar()).by())
        .as("what another clinic decided")
        .isEqualTo(DecidedStyle.By.DEFAULT);
  }

  @Test
  void styleThatLooksTheSame_writesNothing() {
    shown(1);
    styles.put(
        sync.clinic().id(),
        sync.calendar(),
        new EventStyle(null, null, null, false, Map.of(), null, SendUpdates.ALL),
        _ -> {},
        Map.of(),
        AuditOrigin.SYSTEM);
    sweep.round();
    assertThat(due()).isZero();
  }

  @Test
  void calendarThatWasGivenUp_waits_andHoldsUpNone() {
    shown(1);
    decideForClinic(sync.clinic().id());
    sweep.round();
    sync.clinic()
        .calendars()
        .disconnect(sync.clinic().id(), sync.calendar(), _ -> {}, AuditOrigin.SYSTEM);
    written();
    woken.clear();
    sweep.round();
    assertThat(woken).isEmpty();
  }
}

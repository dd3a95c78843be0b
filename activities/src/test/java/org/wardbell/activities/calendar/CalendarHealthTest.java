package org.wardbell.activities.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_COUNTERS;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_QUARANTINE;
import static org.wardbell.activities.database.generated.Tables.CHANNEL;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.appointment.DoctorMention;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.trouble.AlertKind;
import org.wardbell.activities.database.generated.Tables;
import org.wardbell.workflows.appointment.TimeSlot;

/** What people hear of a calendar that is not well: events, each once, its health, and gauges. */
@Tag("servers")
class CalendarHealthTest extends CalendarTroubleWalk {
  private static final String UNREADABLE = "{\"gadget\":{\"width\":\"wide\"}}";
  private static final String READABLE = "{\"gadget\":{\"width\":10}}";

  private UUID anotherClinicsCalendar() {
    return clinic
        .calendars()
        .connect(
            new CalendarConnection(
                UUID.randomUUID(),
                DoctorMention.of("18"),
                "eva@clinic.example",
                "1//other",
                CalendarPolicy.STANDARD),
            AuditOrigin.SYSTEM);
  }

  private String block(int day) {
    return google
        .doctor(CALENDAR)
        .create("Rosa Silbermann", Clinic.slot(day, 9).start(), Clinic.slot(day, 9).end());
  }

  private void look() {
    bean(CalendarAlertSweep.class).look();
  }

  @Test
  void c49_eventThatCannotBeRead_isQuarantined_andTheOthersGoOn() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    String bad = block(4);
    await("its time is taken", () -> isRefused(Clinic.slot(4, 9)));

    google.doctor(CALENDAR).edit(bad, UNREADABLE);
    await("it is in quarantine", () -> view().quarantinedEvents() == 1);
    block(5);
    await("the next one is applied", () -> isRefused(Clinic.slot(5, 9)));
    await("the token advanced", () -> view().unseenPushes() == 0);
    assertThat(view().lastError()).isNull();
    assertThat(isRefused(Clinic.slot(4, 9))).as("what was known of it stays").isTrue();
    assertThat(view().alerts()).containsExactly(AlertKind.QUARANTINE);
    assertThat(told("calendar.events_quarantined")).isEqualTo(1);
    assertThat(clinic.dsl().fetch(CALENDAR_QUARANTINE).formatJSON())
        .contains(bad)
        .doesNotContain("Silbermann", "soon");
    assertThat(clinic.eventData("calendar.events_quarantined")).doesNotContain("Silbermann", bad);

    google.expireSyncTokens(CALENDAR);
    block(6);
    await("a full pass meets it again", () -> isRefused(Clinic.slot(6, 9)));
    assertThat(view().quarantinedEvents()).isEqualTo(1);
    assertThat(isRefused(Clinic.slot(4, 9))).as("and sweeps it not").isTrue();

    google.doctor(CALENDAR).edit(bad, READABLE);
    await("it left the quarantine", () -> view().quarantinedEvents() == 0);
    assertThat(view().alerts()).isEmpty();
    assertThat(told("calendar.events_quarantined")).isEqualTo(1);
    assertThat(clinic.appointment(id).version()).isEqualTo(1);
  }

  @Test
  void c49_appointmentsEventThatCannotBeRead_staysAsItIs_alsoInAFullPass() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    String event = eventId(id);
    google.doctor(CALENDAR).edit(event, UNREADABLE);
    await("it is in quarantine", () -> view().quarantinedEvents() == 1);
    google.expireSyncTokens(CALENDAR);
    block(5);
    await("the full pass has ended", () -> isRefused(Clinic.slot(5, 9)));
    await("and told nothing", () -> view().unseenPushes() == 0);
    assertThat(clinic.appointment(id).slot()).isEqualTo(Clinic.slot(3, 9));

    google.doctor(CALENDAR).edit(event, READABLE);
    await("it left the quarantine", () -> view().quarantinedEvents() == 0);
    TimeSlot later = Clinic.slot(3, 14);
    google.doctor(CALENDAR).move(event, later.start(), later.end());
    await("it is followed again", () -> clinic.appointment(id).slot().equals(later));
  }

  @Test
  void c49_quarantine_endsWithTheEvent_andWithTheCalendar() {
    connect(CalendarPolicy.STANDARD);
    String bad = block(4);
    google.doctor(CALENDAR).edit(bad, UNREADABLE);
    await("it is in quarantine", () -> view().quarantinedEvents() == 1);
    google.doctor(CALENDAR).delete(bad);
    google.doctor(CALENDAR).edit(block(5), UNREADABLE);
    await("only the other one is", () -> view().quarantinedEvents() == 1);

    clinic.calendars().disconnect(clinic.id(), calendar, _ -> {}, AuditOrigin.SYSTEM);
    assertThat(clinic.dsl().fetchCount(CALENDAR_QUARANTINE)).isZero();
    assertThat(view().alerts()).isEmpty();
  }

  @Test
  void c06_channelThatIsNotRenewed_isToldBeforeItEnds_once() {
    connect(CalendarPolicy.STANDARD);
    UUID other = anotherClinicsCalendar();
    look();
    assertThat(told("calendar.channel_ending")).isZero();

    clinic.dsl().update(CHANNEL).set(CHANNEL.ENDING_AT, ago(Duration.ofMinutes(1))).execute();
    look();
    look();
    assertThat(told("calendar.channel_ending")).isEqualTo(1);
    assertThat(view().alerts()).containsExactly(AlertKind.CHANNEL_ENDING);
    assertThat(clinic.calendars().find(other).orElseThrow().alerts()).isEmpty();
    assertThat(clinic.eventData("calendar.channel_ending"))
        .contains(
            "\"channel_expires_at\":\"" + view().channelExpiresAt().toString().substring(0, 16));

    clinic.dsl().update(CHANNEL).set(CHANNEL.ENDING_AT, ago(Duration.ofDays(-1))).execute();
    look();
    assertThat(view().alerts()).isEmpty();
  }

  @Test
  void c50_whatWaitsForTooLong_isToldOnce_andAgainOnlyAfterItEnded() {
    connect(CalendarPolicy.STANDARD);
    UUID other = anotherClinicsCalendar();
    await("nothing waits", () -> view().unseenPushes() == 0);
    look();
    assertThat(told("calendar.sync_delayed")).isZero();

    set(Tables.CALENDAR.ASK_AFTER, ago(Duration.ofHours(-1)));
    waitingSince(Duration.ofMinutes(45));
    look();
    look();
    assertThat(told("calendar.sync_delayed")).isEqualTo(1);
    assertThat(view().alerts()).containsExactly(AlertKind.SYNC_DELAYED);
    assertThat(view().lag()).isGreaterThanOrEqualTo(Duration.ofMinutes(45));
    assertThat(clinic.eventData("calendar.sync_delayed"))
        .containsPattern("\"lag_seconds\":(2[7-9]|[3-9][0-9])\\d\\d");
    assertThat(clinic.calendars().find(other).orElseThrow().alerts()).isEmpty();

    set(Tables.CALENDAR.ASK_AFTER, null);
    wakes.wakeNow(calendar);
    await("it caught up", () -> view().unseenPushes() == 0);
    look();
    assertThat(view().alerts()).isEmpty();

    set(Tables.CALENDAR.PULLED_AT, ago(Duration.ofHours(2)));
    look();
    assertThat(told("calendar.sync_delayed")).as("no pull for two hours").isEqualTo(2);
  }

  private void waitingSince(Duration time) {
    clinic
        .dsl()
        .update(CALENDAR_COUNTERS)
        .set(CALENDAR_COUNTERS.REQUESTED, CALENDAR_COUNTERS.REQUESTED.plus(1))
        .set(CALENDAR_COUNTERS.WAITING_SINCE, ago(time))
        .where(CALENDAR_COUNTERS.CALENDAR_ID.eq(calendar))
        .execute();
  }

  @Test
  void c50_gauges_countAllCalendars_andNameNone() {
    connect(CalendarPolicy.STANDARD);
    anotherClinicsCalendar();
    google.doctor(CALENDAR).edit(block(4), UNREADABLE);
    await("it is in quarantine", () -> view().quarantinedEvents() == 1);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    bean(CalendarGauges.class).bindTo(registry);

    assertThat(registry.get("wardbell.calendars").tag("state", "connected").gauge().value())
        .isEqualTo(1);
    assertThat(registry.get("wardbell.calendars").tag("state", "connecting").gauge().value())
        .isEqualTo(1);
    assertThat(
            registry.get("wardbell.calendars.troubled").tag("kind", "quarantine").gauge().value())
        .isEqualTo(1);
    assertThat(registry.get("wardbell.calendars.quarantined.events").gauge().value()).isEqualTo(1);
    assertThat(registry.get("wardbell.calendars.dead.tokens").gauge().value()).isZero();
    assertThat(registry.get("wardbell.calendars.lag.seconds").gauge().value()).isLessThan(3_600);
    assertThat(registry.getMeters())
        .allSatisfy(
            meter ->
                assertThat(Objects.toString(meter.getId()))
                    .doesNotContain(calendar.toString(), clinic.id().toString(), CALENDAR));
  }
}

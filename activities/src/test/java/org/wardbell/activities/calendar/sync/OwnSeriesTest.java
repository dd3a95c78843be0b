package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.wardbell.activities.database.generated.Tables.BUSY_TIME;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.appointment.AppointmentRefusal;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.simulator.google.api.ApiCall;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.TimeSlot;
import tools.jackson.databind.JsonNode;

/** An appointment's event that the doctor makes repeat. */
@Tag("servers")
class OwnSeriesTest extends TwoSides {
  private static final TimeSlot SLOT = Clinic.slot(3, 9);
  private static final TimeSlot LATER = Clinic.slot(3, 14);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final String WEEKLY = "{\"recurrence\":[\"RRULE:FREQ=WEEKLY;COUNT=4\"]}";

  private String series;

  /** Returns an appointment whose event repeats every week, as the series. */
  private UUID weekly() {
    UUID id = shown(SLOT);
    series = eventId(id);
    doctor().edit(series, WEEKLY);
    pull();
    return id;
  }

  private static TimeSlot weeks(TimeSlot slot, int count) {
    Duration later = WEEK.multipliedBy(count);
    return new TimeSlot(slot.start().plus(later), slot.end().plus(later));
  }

  private static String instance(String series, TimeSlot slot) {
    return series
        + "_"
        + DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC)
            .format(slot.start());
  }

  private static Instant start(JsonNode event) {
    return OffsetDateTime.parse(event.path("start").path("dateTime").asString()).toInstant();
  }

  private static String times(TimeSlot slot) {
    return "{\"start\":{\"dateTime\":\"%s\"},\"end\":{\"dateTime\":\"%s\"}}"
        .formatted(slot.start(), slot.end());
  }

  private List<Instant> busy() {
    return clinic
        .dsl()
        .select(BUSY_TIME.STARTS_AT)
        .from(BUSY_TIME)
        .orderBy(BUSY_TIME.STARTS_AT)
        .fetch(BUSY_TIME.STARTS_AT);
  }

  /** Returns the ids of the events that we changed or deleted. */
  private List<String> written() {
    return google.calls().stream()
        .filter(call -> call.method().writesEvents() && call.method() != ApiMethod.EVENTS_INSERT)
        .map(ApiCall::eventId)
        .toList();
  }

  @Test
  void c35_singleBecomesASeries_instanceAtTheAppointmentsTimeIsIt_andTheOthersAreBusy() {
    UUID id = shown(SLOT);
    series = eventId(id);
    doctor().edit(series, WEEKLY);
    List<String> told = toldBy(this::pull);
    assertThat(told).isEmpty();
    assertThat(eventId(id)).isEqualTo(instance(series, SLOT));
    assertThat(clinic.appointment(id).slot()).isEqualTo(SLOT);
    assertThat(busy())
        .containsExactly(weeks(SLOT, 1).start(), weeks(SLOT, 2).start(), weeks(SLOT, 3).start());
    google.clearLogs();
    assertThat(toldBy(this::settled)).isEmpty();
    assertThat(google.writes()).isZero();
  }

  @Test
  void c35_ourMove_changesTheInstance_andNeverTheSeries() {
    UUID id = weekly();
    google.clearLogs();
    change(id, clinic.wanted(LATER));
    settled();
    assertThat(start(doctor().event(series))).isEqualTo(SLOT.start());
    assertThat(start(doctor().event(instance(series, SLOT)))).isEqualTo(LATER.start());
    assertThat(doctor().instances(series)).hasSize(4);
    assertThat(start(doctor().instances(series).get(1))).isEqualTo(weeks(SLOT, 1).start());
    assertThat(written()).containsOnly(instance(series, SLOT));
  }

  /** The doctor was quicker: our write was decided on the event before it repeated. */
  @Test
  void c35_madeToRepeat_whileWeWrite_isSearchedFor_andTheSeriesIsNotChanged() {
    UUID id = shown(SLOT);
    series = eventId(id);
    change(id, clinic.wanted(LATER));
    proxy.before(1, () -> doctor().edit(series, WEEKLY));
    settled();
    assertThat(start(doctor().event(series))).isEqualTo(SLOT.start());
    assertThat(start(doctor().event(instance(series, SLOT)))).isEqualTo(LATER.start());
    assertThat(clinic.appointment(id).slot()).isEqualTo(LATER);
    assertThat(doctor().events().stream().filter(e -> e.has("recurrence"))).hasSize(1);
  }

  @Test
  void c35_otherInstances_neverBlockTheAppointmentItself_butOthers() {
    UUID id = weekly();
    TimeSlot next = weeks(SLOT, 1);
    change(id, clinic.wanted(next));
    settled();
    assertThat(clinic.appointment(id).slot()).isEqualTo(next);
    assertThatExceptionOfType(AppointmentRefusal.class)
        .isThrownBy(() -> clinic.book(weeks(SLOT, 2)));
  }

  @Test
  void c35_editOne_movesTheAppointment_orTheBusyTime() {
    UUID id = weekly();
    doctor().edit(instance(series, SLOT), times(LATER));
    List<String> told = toldBy(this::settled);
    assertThat(told).containsExactly("appointment.updated", "calendar.event_rescheduled");
    assertThat(clinic.appointment(id).slot()).isEqualTo(LATER);
    doctor().edit(instance(series, weeks(SLOT, 1)), times(weeks(LATER, 1)));
    assertThat(toldBy(this::settled)).isEmpty();
    assertThat(busy()).contains(weeks(LATER, 1).start());
    assertThat(clinic.appointment(id).slot()).isEqualTo(LATER);
  }

  /** All instances get new ids then, and the old ones are told as deleted. */
  @Test
  void c35_editAll_isAMoveAndNoDeletion() {
    UUID id = weekly();
    doctor().edit(series, times(LATER));
    List<String> told = toldBy(this::settled);
    assertThat(told).containsExactly("appointment.updated", "calendar.event_rescheduled");
    assertThat(clinic.appointment(id).slot()).isEqualTo(LATER);
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(eventId(id)).isEqualTo(instance(series, LATER));
    assertThat(busy()).hasSize(3).doesNotContain(LATER.start(), SLOT.start());
  }

  @Test
  void c35_thisAndFollowing_keepsTheAppointmentWhereItIs() {
    UUID id = weekly();
    String rest = doctor().editFollowing(instance(series, weeks(SLOT, 2)), times(weeks(LATER, 2)));
    assertThat(toldBy(this::settled)).isEmpty();
    assertThat(eventId(id)).isEqualTo(instance(series, SLOT));
    assertThat(clinic.appointment(id).slot()).isEqualTo(SLOT);
    assertThat(doctor().instances(rest)).hasSize(2);
    assertThat(busy())
        .containsExactly(weeks(SLOT, 1).start(), weeks(LATER, 2).start(), weeks(LATER, 3).start());
  }

  @Test
  void c35_thisAndFollowing_atTheAppointment_goesOnInTheNewSeries() {
    UUID id = weekly();
    // The series begins a week earlier, so that the appointment is its second instance.
    doctor().edit(series, times(weeks(SLOT, -1)));
    settled();
    assertThat(eventId(id)).isEqualTo(instance(series, SLOT));
    String rest = doctor().editFollowing(instance(series, SLOT), times(LATER));
    List<String> told = toldBy(this::settled);
    assertThat(told).containsExactly("appointment.updated", "calendar.event_rescheduled");
    assertThat(eventId(id)).startsWith(rest);
    assertThat(clinic.appointment(id).slot()).isEqualTo(LATER);
    assertThat(clinic.dsl().fetchCount(LINK)).isEqualTo(1);
    assertAgreed(id);
  }

  @Test
  void c35_cancelOne_cancelsTheAppointment_ifItIsItsOwn() {
    UUID id = weekly();
    doctor().delete(instance(series, weeks(SLOT, 1)));
    assertThat(toldBy(this::settled)).isEmpty();
    doctor().delete(instance(series, SLOT));
    assertThat(toldBy(this::pull)).as("it may be somewhere else").isEmpty();
    assertThat(toldBy(this::settled))
        .containsExactly("appointment.cancelled", "appointment.status_changed");
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.CANCELLED);
    assertThat(busy()).containsExactly(weeks(SLOT, 2).start(), weeks(SLOT, 3).start());
  }

  /** A pull of everything shows the other instances once more; none of them is the appointment. */
  @Test
  void c35_cancelOne_thenEverythingIsReadAnew_cancelsTheAppointment() {
    UUID id = weekly();
    doctor().delete(instance(series, SLOT));
    pull();
    google.expireSyncTokens(CALENDAR);
    pull();
    settled();
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.CANCELLED);
    assertThat(clinic.appointment(id).slot()).isEqualTo(SLOT);
    assertThat(busy()).hasSize(3);
  }

  @Test
  void c35_seriesBecomesSingleAgain_isTheAppointmentsEvent() {
    UUID id = weekly();
    doctor().edit(series, "{\"recurrence\":null}");
    assertThat(toldBy(this::settled)).isEmpty();
    assertThat(eventId(id)).isEqualTo(series);
    assertThat(busy()).isEmpty();
    move(id, LATER);
    settled();
    assertThat(clinic.appointment(id).slot()).isEqualTo(LATER);
    assertAgreed(id);
  }

  @Test
  void c35_datesWithoutARule_areASeriesToo() {
    UUID id = shown(SLOT);
    series = eventId(id);
    String date =
        DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC)
            .format(weeks(SLOT, 2).start());
    doctor().edit(series, "{\"recurrence\":[\"RDATE:" + date + "\"]}");
    assertThat(toldBy(this::settled)).isEmpty();
    assertThat(eventId(id)).isEqualTo(instance(series, SLOT));
    assertThat(busy()).containsExactly(weeks(SLOT, 2).start());
    change(id, clinic.wanted(LATER));
    settled();
    assertThat(start(doctor().event(instance(series, SLOT)))).isEqualTo(LATER.start());
    assertThat(start(doctor().event(series))).isEqualTo(SLOT.start());
  }

  @Test
  void c35_clinicCancels_takesTheInstanceOnly() {
    UUID id = weekly();
    cancel(id);
    settled();
    assertThat(doctor().instances(series)).hasSize(3);
    assertThat(doctor().event(series).path("status").asString()).isEqualTo("confirmed");
  }

  @Test
  void c35_fullPass_findsTheSameInstance_andNothingTwice() {
    UUID id = shown(SLOT);
    series = eventId(id);
    doctor().edit(series, WEEKLY);
    google.expireSyncTokens(CALENDAR);
    assertThat(toldBy(this::settled)).isEmpty();
    assertThat(eventId(id)).isEqualTo(instance(series, SLOT));
    assertThat(busy()).hasSize(3);
    google.expireSyncTokens(CALENDAR);
    assertThat(toldBy(this::settled)).isEmpty();
    assertThat(clinic.dsl().fetchCount(LINK)).isEqualTo(1);
    assertThat(busy()).hasSize(3);
  }
}

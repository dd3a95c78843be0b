package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.appointment.AppointmentPolicies;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.google.event.GuestList;
import org.wardbell.activities.calendar.google.event.RemoteEvent;
import org.wardbell.activities.calendar.link.LinkStore;
import org.wardbell.workflows.appointment.AfterEnd;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentPolicy;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.Rsvp;
import org.wardbell.workflows.appointment.RsvpRule;
import org.wardbell.workflows.appointment.TimeSlot;

/** What a guest's answer in the calendar means, by the clinic's policy. */
@Tag("servers")
class GuestAnswersTest {
  private SyncHarness sync;
  private Clinic clinic;

  @BeforeEach
  void start() {
    sync =
        new SyncHarness(
            new CalendarPolicy(
                CalendarPolicy.Deletion.CANCEL, CalendarPolicy.Guests.PATIENT, false));
    clinic = sync.clinic();
  }

  @AfterEach
  void stop() {
    sync.close();
  }

  private void policy(UUID of, RsvpRule rule, AppointmentStatus arrival) {
    AppointmentPolicy policy =
        new AppointmentPolicy(List.of(), AfterEnd.LEAVE, 0, rule, arrival, 30);
    clinic
        .dsl()
        .transaction(
            configuration -> new AppointmentPolicies().put(configuration.dsl(), of, policy));
  }

  /** Books an appointment that starts so many minutes from now, or started as long ago. */
  private Appointment startingIn(long minutes) {
    Instant start = Instant.now().plus(Duration.ofMinutes(minutes));
    return sync.shown(new TimeSlot(start, start.plus(Duration.ofMinutes(30))), "e1");
  }

  private Appointment answered(Appointment appointment, Rsvp answer, @Nullable String etag) {
    sync.applyPage(
        new RemoteEvent(
            sync.eventId(appointment),
            false,
            etag,
            null,
            appointment.slot(),
            appointment.slot(),
            Map.of(),
            GuestList.EMPTY,
            Map.of("rosa@patients.example", answer)));
    return clinic.appointment(appointment.id());
  }

  private long told(String type) {
    return clinic.eventTypes().stream().filter(type::equals).count();
  }

  @Test
  void c33_yesInsideTheArrivalWindow_isTheArrival() {
    Appointment after = answered(startingIn(20), Rsvp.ACCEPTED, "e2");

    assertThat(after.rsvp()).isEqualTo(Rsvp.ACCEPTED);
    assertThat(after.status()).isEqualTo(AppointmentStatus.ARRIVED);
    assertThat(told("appointment.rsvp_changed")).isEqualTo(1);
    assertThat(clinic.eventData("appointment.status_changed"))
        .contains("\"previous_status\":\"BOOKED\"")
        .contains("\"appointment_status\":\"ARRIVED\"");
  }

  @Test
  void c33_yesBeforeTheArrivalWindow_isAnAnswerOnly() {
    Appointment after = answered(startingIn(40), Rsvp.ACCEPTED, "e2");

    assertThat(after.rsvp()).isEqualTo(Rsvp.ACCEPTED);
    assertThat(after.status()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(told("appointment.rsvp_changed")).isEqualTo(1);
    assertThat(told("appointment.status_changed")).isZero();
  }

  @Test
  void c33_yesAfterTheEnd_isAnAnswerOnly() {
    Appointment after = answered(startingIn(-31), Rsvp.ACCEPTED, "e2");

    assertThat(after.rsvp()).isEqualTo(Rsvp.ACCEPTED);
    assertThat(after.status()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(told("appointment.rsvp_changed")).isEqualTo(1);
  }

  @Test
  void c33_noAndPerhaps_areAnswersOnly_eachToldOnce() {
    Appointment booked = startingIn(10);
    assertThat(answered(booked, Rsvp.DECLINED, "e2").status()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(answered(booked, Rsvp.DECLINED, "e3").rsvp()).isEqualTo(Rsvp.DECLINED);
    assertThat(answered(booked, Rsvp.TENTATIVE, "e4").rsvp()).isEqualTo(Rsvp.TENTATIVE);

    assertThat(told("appointment.rsvp_changed")).isEqualTo(2);
    assertThat(told("appointment.status_changed")).isZero();
  }

  @Test
  void c33_policyCheckedIn_checksIn() {
    policy(clinic.id(), RsvpRule.WINDOW, AppointmentStatus.CHECKED_IN);

    assertThat(answered(startingIn(10), Rsvp.ACCEPTED, "e2").status())
        .isEqualTo(AppointmentStatus.CHECKED_IN);
  }

  @Test
  void c33_policyRecordOnly_neverArrives_andAnotherClinicsPolicyDoesNotCount() {
    policy(UUID.randomUUID(), RsvpRule.ALWAYS, AppointmentStatus.CHECKED_IN);
    policy(clinic.id(), RsvpRule.RECORD_ONLY, AppointmentStatus.ARRIVED);

    Appointment after = answered(startingIn(10), Rsvp.ACCEPTED, "e2");

    assertThat(after.status()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(after.rsvp()).isEqualTo(Rsvp.ACCEPTED);
    assertThat(told("appointment.rsvp_changed")).isEqualTo(1);
  }

  @Test
  void c33_policyAlways_arrivesAlsoDaysBefore() {
    policy(clinic.id(), RsvpRule.ALWAYS, AppointmentStatus.ARRIVED);

    assertThat(answered(startingIn(3 * 1_440), Rsvp.ACCEPTED, "e2").status())
        .isEqualTo(AppointmentStatus.ARRIVED);
  }

  @Test
  void eventThatIsOver_deletedInGoogle_cancelsNothingAndTellsNobody() {
    Appointment over = startingIn(-31);
    int events = clinic.eventTypes().size();

    sync.applyPage(RemoteEvent.tombstone(sync.eventId(over)));

    assertThat(clinic.appointment(over.id()).status()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(clinic.eventTypes()).hasSize(events);
    assertThat(LinkStore.due(clinic.dsl(), sync.calendar(), 10)).isEmpty();
  }

  @Test
  void eventThatIsOver_movedInGoogle_movesNothingAndTellsNobody() {
    Appointment over = startingIn(-31);
    int events = clinic.eventTypes().size();

    sync.applyPage(SyncHarness.event(sync.eventId(over), "e2", Clinic.slot(3, 9)));

    assertThat(clinic.appointment(over.id()).slot()).isEqualTo(over.slot());
    assertThat(clinic.eventTypes()).hasSize(events);
    assertThat(LinkStore.due(clinic.dsl(), sync.calendar(), 10)).isEmpty();
  }

  @Test
  void eventThatIsNotOver_deletedInGoogle_cancels() {
    Appointment under = startingIn(-29);

    sync.applyPage(RemoteEvent.tombstone(sync.eventId(under)));

    assertThat(clinic.appointment(under.id()).status()).isEqualTo(AppointmentStatus.CANCELLED);
  }
}

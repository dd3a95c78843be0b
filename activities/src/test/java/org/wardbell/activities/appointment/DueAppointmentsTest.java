package org.wardbell.activities.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT_CHANGE;
import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.workflows.appointment.AfterEnd;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentPolicy;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.RsvpRule;
import org.wardbell.workflows.appointment.TimeSlot;

/** The moments of appointments, looked at as if the time had come. */
@Tag("servers")
class DueAppointmentsTest {
  private static final TimeSlot SLOT = Clinic.slot(3, 9);
  private static final Instant START = SLOT.start();

  private Clinic clinic;
  private DueAppointments due;
  private AppointmentPlans plans;

  @BeforeEach
  void open() {
    clinic = new Clinic();
    due = new DueAppointments(clinic.dsl(), clinic.doctors(), clinic.encryption(), clinic.events());
    plans = new AppointmentPlans(clinic.dsl(), clinic.encryption());
  }

  @AfterEach
  void close() {
    assertThat(clinic.uncataloguedVariables()).isEmpty();
    clinic.close();
  }

  private void look(Instant now) {
    look(clinic.id(), now);
  }

  private void look(UUID of, Instant now) {
    while (!due.step(of, now, 100).over()) {
      // There is more.
    }
  }

  private List<String> told(String type) {
    return clinic.eventTypes().stream().filter(type::equals).toList();
  }

  private void policy(AppointmentPolicy policy) {
    clinic
        .dsl()
        .transaction(
            configuration ->
                new AppointmentPolicies().put(configuration.dsl(), clinic.id(), policy));
  }

  private static AppointmentPolicy reminding(Integer... minutes) {
    return new AppointmentPolicy(
        List.of(minutes), AfterEnd.LEAVE, 0, RsvpRule.WINDOW, AppointmentStatus.ARRIVED, 30);
  }

  private static AppointmentPolicy ending(AfterEnd rule, int grace) {
    return new AppointmentPolicy(
        List.of(), rule, grace, RsvpRule.WINDOW, AppointmentStatus.ARRIVED, 30);
  }

  private List<String> kinds(UUID appointment) {
    return clinic
        .dsl()
        .select(APPOINTMENT_CHANGE.KIND)
        .from(APPOINTMENT_CHANGE)
        .where(APPOINTMENT_CHANGE.APPOINTMENT_ID.eq(appointment))
        .orderBy(APPOINTMENT_CHANGE.NUMBER)
        .fetch(APPOINTMENT_CHANGE.KIND);
  }

  @Test
  void start_ofADoctorWithoutACalendar_isToldOnce_inItsOwnClinicOnly() {
    UUID id = clinic.book(SLOT).appointment().id();
    UUID other = UUID.randomUUID();
    clinic.appointments().book(of(other, clinic.wanted(SLOT)), AuditOrigin.SYSTEM);
    look(START.minusSeconds(1));
    assertThat(told("appointment.started")).isEmpty();

    look(START);
    look(START.plusSeconds(5));

    assertThat(told("appointment.started")).hasSize(1);
    assertThat(clinic.eventData("appointment.started"))
        .contains("\"appointment_id\":\"" + id + "\"")
        .contains("\"patient_name\":\"Rosa Silbermann\"");
    assertThat(
            clinic
                .dsl()
                .select(EVENT.CLINIC_ID)
                .from(EVENT)
                .where(EVENT.TYPE.eq("appointment.started"))
                .fetch(EVENT.CLINIC_ID))
        .containsExactly(clinic.id());
    assertThat(kinds(id)).contains("started");
  }

  private static NewAppointment of(UUID other, NewAppointment wanted) {
    return new NewAppointment(
        other,
        wanted.doctor(),
        wanted.externalId(),
        wanted.slot(),
        wanted.zone(),
        wanted.patient(),
        wanted.services(),
        wanted.description());
  }

  @Test
  void reminders_areToldOnceForEachLead_andNameIt() {
    policy(reminding(1_440, 60));
    clinic.book(SLOT);

    look(START.minus(Duration.ofDays(1)));
    assertThat(clinic.eventData("appointment.reminder_due"))
        .contains("\"minutes_until_start\":1440");
    look(START.minus(Duration.ofDays(1)).plusSeconds(30));
    assertThat(told("appointment.reminder_due")).hasSize(1);

    look(START.minus(Duration.ofHours(1)));
    assertThat(told("appointment.reminder_due")).hasSize(2);
    assertThat(clinic.eventData("appointment.reminder_due")).contains("\"minutes_until_start\":60");
    assertThat(told("appointment.started")).isEmpty();
  }

  @Test
  void move_takesItsMomentsAlong() {
    UUID id = clinic.book(SLOT).appointment().id();
    look(START.minus(Duration.ofDays(1)));
    TimeSlot later = Clinic.slot(5, 9);
    clinic.appointments().update(id, clinic.wanted(later), _ -> {}, AuditOrigin.SYSTEM);

    look(START);
    assertThat(told("appointment.started")).isEmpty();

    look(later.start().minus(Duration.ofDays(1)));
    look(later.start());
    assertThat(told("appointment.reminder_due")).hasSize(2);
    assertThat(told("appointment.started")).hasSize(1);
  }

  @Test
  void moveThereAndBack_doesNotTellTheSameStartTwice() {
    UUID id = clinic.book(SLOT).appointment().id();
    look(START);
    clinic.appointments().update(id, clinic.wanted(Clinic.slot(5, 9)), _ -> {}, AuditOrigin.SYSTEM);
    clinic.appointments().update(id, clinic.wanted(SLOT), _ -> {}, AuditOrigin.SYSTEM);

    look(START.plusSeconds(60));

    assertThat(told("appointment.started")).hasSize(1);
  }

  @Test
  void cancellation_endsItsMoments_andBookingAgainBringsThemBack() {
    UUID id = clinic.book(SLOT).appointment().id();
    clinic.appointments().cancel(clinic.id(), id, AuditOrigin.SYSTEM);
    look(START.minus(Duration.ofDays(1)));
    assertThat(told("appointment.reminder_due")).isEmpty();

    clinic
        .appointments()
        .changeStatus(clinic.id(), id, AppointmentStatus.BOOKED, _ -> {}, AuditOrigin.SYSTEM);
    look(START);
    assertThat(told("appointment.started")).hasSize(1);
  }

  @Test
  void outage_overTheMoment_isToldToTheHistoryAndNobodyElse() {
    UUID id = clinic.book(SLOT).appointment().id();

    look(START.plus(Duration.ofMinutes(16)));

    assertThat(told("appointment.started")).isEmpty();
    assertThat(told("appointment.reminder_due")).isEmpty();
    assertThat(kinds(id)).containsExactly("booked", "missed", "missed");
  }

  @Test
  void shortOutage_isMadeUpFor() {
    clinic.book(SLOT);
    look(START.minus(Duration.ofDays(1)).plus(Duration.ofMinutes(50)));
    look(START.plus(Duration.ofMinutes(14)));

    assertThat(told("appointment.reminder_due")).hasSize(1);
    assertThat(told("appointment.started")).hasSize(1);
  }

  @Test
  void arrivedPatient_isNotReminded() {
    policy(reminding(10));
    UUID id = clinic.book(SLOT).appointment().id();
    clinic
        .appointments()
        .changeStatus(clinic.id(), id, AppointmentStatus.ARRIVED, _ -> {}, AuditOrigin.SYSTEM);

    look(START.minus(Duration.ofMinutes(10)));

    assertThat(told("appointment.reminder_due")).isEmpty();
  }

  @Test
  void walkIn_bookedAMinuteAfterItsStart_isToldToHaveStarted() {
    Instant start = ApplicationClock.now().minusSeconds(60);
    clinic.book(new TimeSlot(start, start.plusSeconds(1_800)));

    look(ApplicationClock.now().plusSeconds(1));

    assertThat(told("appointment.started")).hasSize(1);
    assertThat(told("appointment.reminder_due")).isEmpty();
  }

  @Test
  void end_byPolicy_closesAndTellsOnce() {
    policy(ending(AfterEnd.NO_SHOW, 15));
    UUID missing = clinic.book(SLOT).appointment().id();
    UUID came = clinic.book(Clinic.slot(3, 11)).appointment().id();
    clinic
        .appointments()
        .changeStatus(clinic.id(), came, AppointmentStatus.CHECKED_IN, _ -> {}, AuditOrigin.SYSTEM);
    look(SLOT.end().plus(Duration.ofMinutes(14)));
    assertThat(clinic.appointment(missing).status()).isEqualTo(AppointmentStatus.BOOKED);

    look(Clinic.slot(3, 11).end().plus(Duration.ofMinutes(15)));
    look(Clinic.slot(3, 11).end().plus(Duration.ofMinutes(20)));

    Appointment after = clinic.appointment(missing);
    assertThat(after.status()).isEqualTo(AppointmentStatus.NO_SHOW);
    assertThat(after.version()).isEqualTo(2);
    assertThat(clinic.appointment(came).status()).isEqualTo(AppointmentStatus.CHECKED_OUT);
    // One by a person, and one for each end.
    assertThat(told("appointment.status_changed")).hasSize(3);
    assertThat(clinic.eventData("appointment.status_changed")).contains("\"previous_status\"");
  }

  @Test
  void end_withoutAPolicy_leavesItAsItIs() {
    UUID id = clinic.book(SLOT).appointment().id();
    look(SLOT.end().plus(Duration.ofDays(30)));
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.BOOKED);
  }

  @Test
  void policyChange_movesMomentsOfWhatIsBookedAlready() {
    for (int hour = 8; hour < 18; hour++) {
      clinic.book(Clinic.slot(3, hour));
    }
    policy(reminding(2_880));
    Instant now = ApplicationClock.now();
    while (plans.step(clinic.id(), now, 3) > 0) {
      // Chunk after chunk.
    }

    for (int hour = 8; hour < 18; hour++) {
      look(Clinic.slot(3, hour).start().minus(Duration.ofDays(2)));
    }

    assertThat(told("appointment.reminder_due")).hasSize(10);
    assertThat(plans.clinics(now)).isEmpty();
  }

  @Test
  void olderRows_getTheirMomentsAndAreFoundByTheirPatient() {
    clinic.book(SLOT);
    clinic
        .dsl()
        .update(APPOINTMENT)
        .setNull(APPOINTMENT.PATIENT_FINGERPRINT)
        .setNull(APPOINTMENT.WAKES_AT)
        .execute();
    clinic
        .dsl()
        .insertInto(CLINIC)
        .set(CLINIC.ID, clinic.id())
        .set(CLINIC.NAME, "older")
        .set(CLINIC.TIME_ZONE, "UTC")
        .set(CLINIC.CREATED_AT, ApplicationClock.now())
        .execute();
    assertThat(plans.clinics(ApplicationClock.now())).containsExactly(clinic.id());

    assertThat(plans.step(clinic.id(), ApplicationClock.now(), 100)).isEqualTo(1);

    look(START);
    assertThat(told("appointment.started")).hasSize(1);
    assertThat(listed(clinic.id(), "p-1")).hasSize(1);
    assertThat(listed(clinic.id(), "p-2")).isEmpty();
    assertThat(listed(UUID.randomUUID(), "p-1")).isEmpty();
  }

  private List<AppointmentList.Listed> listed(UUID of, String patient) {
    return new AppointmentList(clinic.dsl(), clinic.doctors(), clinic.encryption())
        .list(new AppointmentList.Filter(of, null, patient, null, null, null, null), 10);
  }

  @Test
  void rowThatDoesNotOpen_isPutOffAlone() {
    UUID broken = clinic.book(SLOT).appointment().id();
    UUID good = clinic.book(Clinic.slot(3, 11)).appointment().id();
    clinic
        .dsl()
        .update(APPOINTMENT)
        .set(APPOINTMENT.DETAILS_CIPHERTEXT, new byte[] {1, 2, 3})
        .where(APPOINTMENT.ID.eq(broken))
        .execute();
    Instant now = Clinic.slot(3, 11).start();

    look(now);

    assertThat(kinds(good)).contains("started");
    assertThat(
            clinic
                .dsl()
                .select(APPOINTMENT.WAKES_AT)
                .from(APPOINTMENT)
                .where(APPOINTMENT.ID.eq(broken))
                .fetchSingle(APPOINTMENT.WAKES_AT))
        .isEqualTo(now.plus(DueAppointments.PUT_OFF));
  }

  @Test
  void rowThatCannotBeWorkedOn_doesNotHoldUpTheOthers() {
    UUID broken = clinic.book(SLOT).appointment().id();
    UUID good = clinic.book(Clinic.slot(3, 11)).appointment().id();
    clinic
        .dsl()
        .update(APPOINTMENT)
        .set(APPOINTMENT.TIME_ZONE, "Mars/Base")
        .where(APPOINTMENT.ID.eq(broken))
        .execute();

    look(Clinic.slot(3, 11).start());

    assertThat(kinds(good)).contains("started");
    assertThat(kinds(broken)).containsExactly("booked");
  }

  @Test
  void rowThatSomebodyHolds_isLeftForTheNextLook() throws Exception {
    UUID held = clinic.book(SLOT).appointment().id();
    try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
      clinic
          .dsl()
          .transaction(
              configuration -> {
                assertThat(new AppointmentRows(clinic.encryption()).lock(configuration.dsl(), held))
                    .isPresent();
                assertThat(others.submit(() -> due.step(clinic.id(), START, 100)).get().looked())
                    .isZero();
              });
    }
    look(START);
    assertThat(kinds(held)).contains("started");
  }
}

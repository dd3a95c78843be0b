package org.wardbell.activities.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT_CHANGE;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.workflows.appointment.AfterEnd;
import org.wardbell.workflows.appointment.AppointmentPolicy;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.RsvpRule;
import org.wardbell.workflows.appointment.TimeSlot;

/** The appointments of a clinic, looked at as if the time had come. */
@Tag("servers")
abstract class SweptAppointments {
  static final TimeSlot SLOT = Clinic.slot(3, 9);
  static final Instant START = SLOT.start();

  Clinic clinic;
  DueAppointments due;
  AppointmentPlans plans;

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

  void look(Instant now) {
    look(clinic.id(), now);
  }

  void look(UUID of, Instant now) {
    while (due.step(of, now, 100).looked() > 0) {
      // There is more.
    }
  }

  List<String> told(String type) {
    return clinic.eventTypes().stream().filter(type::equals).toList();
  }

  void policy(AppointmentPolicy policy) {
    clinic
        .dsl()
        .transaction(
            configuration ->
                new AppointmentPolicies().put(configuration.dsl(), clinic.id(), policy));
  }

  static AppointmentPolicy reminding(Integer... minutes) {
    return new AppointmentPolicy(
        List.of(minutes), AfterEnd.LEAVE, 0, RsvpRule.WINDOW, AppointmentStatus.ARRIVED, 30);
  }

  static AppointmentPolicy ending(AfterEnd rule, int grace) {
    return new AppointmentPolicy(
        List.of(), rule, grace, RsvpRule.WINDOW, AppointmentStatus.ARRIVED, 30);
  }

  List<String> kinds(UUID appointment) {
    return clinic
        .dsl()
        .select(APPOINTMENT_CHANGE.KIND)
        .from(APPOINTMENT_CHANGE)
        .where(APPOINTMENT_CHANGE.APPOINTMENT_ID.eq(appointment))
        .orderBy(APPOINTMENT_CHANGE.NUMBER)
        .fetch(APPOINTMENT_CHANGE.KIND);
  }
}

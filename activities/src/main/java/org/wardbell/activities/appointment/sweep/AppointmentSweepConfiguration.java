package org.wardbell.activities.appointment.sweep;

import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.appointment.AppointmentPlans;
import org.wardbell.activities.appointment.DoctorStore;
import org.wardbell.activities.appointment.DueAppointments;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.activities.temporal.WorkflowStarter;
import org.wardbell.workflows.appointment.sweep.AppointmentSweepActivities;

/** The wiring of the sweep over appointments, for processes that run activities. */
@Configuration(proxyBeanMethods = false)
public class AppointmentSweepConfiguration {
  @Bean
  AppointmentSweepActivities appointmentSweepActivities(
      Database database,
      DoctorStore doctors,
      Encryption encryption,
      EventStore events,
      WorkflowStarts starts,
      ActivityHeartbeat heartbeat) {
    DSLContext dsl = database.sending();
    return new AppointmentSweepActivitiesImpl(
        dsl,
        new DueAppointments(dsl, doctors, encryption, events),
        new AppointmentPlans(dsl, encryption),
        starts,
        heartbeat);
  }

  @Bean
  AppointmentSweepStart appointmentSweepStart(WorkflowStarter starter) {
    return new AppointmentSweepStart(starter);
  }
}

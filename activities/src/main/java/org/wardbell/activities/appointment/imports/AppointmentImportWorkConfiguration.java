package org.wardbell.activities.appointment.imports;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT_IMPORT;

import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.wardbell.activities.appointment.AppointmentStore;
import org.wardbell.activities.appointment.DoctorStore;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.activities.temporal.JobTurns;
import org.wardbell.activities.temporal.OverdueJobs;
import org.wardbell.activities.temporal.WorkflowStarter;
import org.wardbell.workflows.appointment.imports.AppointmentImportActivities;

/** The wiring of what advances imports, for processes that run activities. */
@Configuration(proxyBeanMethods = false)
public class AppointmentImportWorkConfiguration {
  @Bean
  AppointmentImportActivities appointmentImportActivities(
      Database database,
      DoctorStore doctors,
      Encryption encryption,
      EventStore events,
      AuditStore audit,
      WorkflowStarts starts,
      ActivityHeartbeat heartbeat) {
    DSLContext dsl = database.sending();
    return new AppointmentImportActivitiesImpl(
        new ImportSteps(
            dsl,
            new ImportParts(encryption),
            new AppointmentStore(dsl, doctors, encryption, events, audit),
            starts,
            audit),
        new JobTurns(),
        heartbeat);
  }

  @Bean
  OverdueJobs overdueAppointmentImports(
      Database database, WorkflowStarter starter, Environment environment) {
    return new OverdueJobs(
        database.sending(),
        APPOINTMENT_IMPORT.ID,
        APPOINTMENT_IMPORT.WAKES_AT,
        OverdueJobs.grace(environment),
        starter::startAppointmentImport);
  }
}

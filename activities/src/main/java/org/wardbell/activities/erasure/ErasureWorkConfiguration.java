package org.wardbell.activities.erasure;

import static org.wardbell.activities.database.generated.Tables.ERASURE;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.wardbell.activities.appointment.AppointmentErasure;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.activities.temporal.OverdueJobs;
import org.wardbell.activities.temporal.WorkflowStarter;
import org.wardbell.workflows.erasure.ErasureActivities;

/** The wiring of what advances erasures, for processes that run activities. */
@Configuration(proxyBeanMethods = false)
@Import(ErasureConfiguration.class)
public class ErasureWorkConfiguration {
  @Bean
  ErasureActivities erasureActivities(
      Database database,
      EventStore events,
      Encryption encryption,
      ErasureStore store,
      AuditStore audit,
      ActivityHeartbeat heartbeat) {
    return new ErasureActivitiesImpl(
        new ErasureSteps(
            database.sending(), events, new AppointmentErasure(encryption), store, audit),
        heartbeat);
  }

  @Bean
  OverdueJobs overdueErasures(Database database, WorkflowStarter starter, Environment environment) {
    return new OverdueJobs(
        database.sending(),
        ERASURE.ID,
        ERASURE.WAKES_AT,
        OverdueJobs.grace(environment),
        starter::startErasure);
  }
}

package org.wardbell.activities.logjob;

import static org.wardbell.activities.database.generated.Tables.LOG_JOB;

import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.delivery.query.AttemptListQuery;
import org.wardbell.activities.delivery.query.DeliveryListQuery;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.export.ExportedLog;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.activities.temporal.JobTurns;
import org.wardbell.activities.temporal.OverdueJobs;
import org.wardbell.activities.temporal.WorkflowStarter;
import org.wardbell.workflows.logjob.LogJobActivities;

/** The wiring of what advances jobs on the execution log, for processes that run activities. */
@Configuration(proxyBeanMethods = false)
@Import(LogJobConfiguration.class)
public class LogJobWorkConfiguration {
  @Bean
  LogJobActivities logJobActivities(
      Database database,
      EventStore events,
      ExportParts parts,
      AuditStore audit,
      WorkflowStarts starts,
      ActivityHeartbeat heartbeat) {
    return new LogJobActivitiesImpl(
        steps(
            database.sending(),
            events,
            parts,
            audit,
            starts::wakeWebhook,
            ExportSteps.MAXIMUM_BYTES),
        new JobTurns(),
        heartbeat);
  }

  /** Returns the steps, as they read and write on the connections of what sends. */
  static LogJobSteps steps(
      DSLContext dsl,
      EventStore events,
      ExportParts parts,
      AuditStore audit,
      Consumer<UUID> wake,
      long maximumBytes) {
    DeliveryListQuery deliveries = new DeliveryListQuery(dsl, new EventQuery(dsl, events));
    return new LogJobSteps(
        dsl,
        new ExportSteps(
            new ExportedLog(new AttemptListQuery(dsl), deliveries), parts, maximumBytes),
        deliveries,
        audit,
        wake);
  }

  @Bean
  OverdueJobs overdueLogJobs(Database database, WorkflowStarter starter, Environment environment) {
    return new OverdueJobs(
        database.sending(),
        LOG_JOB.ID,
        LOG_JOB.WAKES_AT,
        OverdueJobs.grace(environment),
        starter::startLogJob);
  }
}

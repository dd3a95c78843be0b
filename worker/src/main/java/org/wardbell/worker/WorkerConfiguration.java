package org.wardbell.worker;

import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.wardbell.activities.appointment.imports.AppointmentImportWorkConfiguration;
import org.wardbell.activities.appointment.sweep.AppointmentSweepConfiguration;
import org.wardbell.activities.appointment.sweep.AppointmentSweepStart;
import org.wardbell.activities.calendar.CalendarAlertSweep;
import org.wardbell.activities.calendar.CalendarConfiguration;
import org.wardbell.activities.calendar.CalendarRelay;
import org.wardbell.activities.calendar.CalendarSyncConfiguration;
import org.wardbell.activities.calendar.consent.ConsentExchangeConfiguration;
import org.wardbell.activities.calendar.consent.ConsentSweep;
import org.wardbell.activities.calendar.style.RestyleSweep;
import org.wardbell.activities.clinic.ClinicConfiguration;
import org.wardbell.activities.crypto.CryptoConfiguration;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseConfiguration;
import org.wardbell.activities.delivery.DeliveryConfiguration;
import org.wardbell.activities.delivery.DeliveryEngineConfiguration;
import org.wardbell.activities.delivery.OverdueDeliveries;
import org.wardbell.activities.delivery.OverdueGauge;
import org.wardbell.activities.delivery.attempt.ActivitySlots;
import org.wardbell.activities.erasure.ErasureWorkConfiguration;
import org.wardbell.activities.event.EventConfiguration;
import org.wardbell.activities.event.UndispatchedEvents;
import org.wardbell.activities.interactive.InteractiveActivitiesImpl;
import org.wardbell.activities.interactive.InteractiveConfiguration;
import org.wardbell.activities.interactive.InteractiveStore;
import org.wardbell.activities.interactive.InteractiveSweep;
import org.wardbell.activities.interactive.InteractiveTask;
import org.wardbell.activities.logjob.LogJobWorkConfiguration;
import org.wardbell.activities.network.NetworkConfiguration;
import org.wardbell.activities.presence.PresenceConfiguration;
import org.wardbell.activities.presence.WorkerPresence;
import org.wardbell.activities.request.ProductVersion;
import org.wardbell.activities.retention.RetentionSchedule;
import org.wardbell.activities.retention.RetentionSweepConfiguration;
import org.wardbell.activities.rotation.RotationWorkConfiguration;
import org.wardbell.activities.statistics.StatisticsConfiguration;
import org.wardbell.activities.temporal.OverdueJobs;
import org.wardbell.activities.temporal.WorkflowStarter;
import org.wardbell.activities.webhook.WebhookConfiguration;
import org.wardbell.workflows.TaskQueues;
import org.wardbell.workflows.appointment.imports.AppointmentImportActivities;
import org.wardbell.workflows.appointment.imports.AppointmentImportWorkflowImpl;
import org.wardbell.workflows.appointment.sweep.AppointmentSweepActivities;
import org.wardbell.workflows.appointment.sweep.AppointmentSweepWorkflowImpl;
import org.wardbell.workflows.calendar.CalendarActivities;
import org.wardbell.workflows.calendar.CalendarWorkflowImpl;
import org.wardbell.workflows.delivery.DeliveryActivities;
import org.wardbell.workflows.delivery.ReplayActivities;
import org.wardbell.workflows.delivery.ReplayWorkflowImpl;
import org.wardbell.workflows.erasure.ErasureActivities;
import org.wardbell.workflows.erasure.ErasureWorkflowImpl;
import org.wardbell.workflows.event.DispatchActivities;
import org.wardbell.workflows.event.EventWorkflowImpl;
import org.wardbell.workflows.interactive.InteractiveActivities;
import org.wardbell.workflows.interactive.InteractiveWorkflowImpl;
import org.wardbell.workflows.logjob.LogJobActivities;
import org.wardbell.workflows.logjob.LogJobWorkflowImpl;
import org.wardbell.workflows.retention.RetentionActivities;
import org.wardbell.workflows.retention.RetentionWorkflowImpl;
import org.wardbell.workflows.rotation.RotationActivities;
import org.wardbell.workflows.rotation.RotationWorkflowImpl;
import org.wardbell.workflows.webhook.WebhookActivities;
import org.wardbell.workflows.webhook.WebhookWorkflowImpl;

/** The registration of every workflow and activity by hand, and the wiring of the relay. */
@Configuration(proxyBeanMethods = false)
@Import({
  DatabaseConfiguration.class,
  CryptoConfiguration.class,
  ClinicConfiguration.class,
  EventConfiguration.class,
  WebhookConfiguration.class,
  DeliveryConfiguration.class,
  NetworkConfiguration.class,
  DeliveryEngineConfiguration.class,
  CalendarConfiguration.class,
  CalendarSyncConfiguration.class,
  AppointmentSweepConfiguration.class,
  AppointmentImportWorkConfiguration.class,
  ConsentExchangeConfiguration.class,
  InteractiveConfiguration.class,
  RetentionSweepConfiguration.class,
  ErasureWorkConfiguration.class,
  RotationWorkConfiguration.class,
  LogJobWorkConfiguration.class,
  StatisticsConfiguration.class,
  PresenceConfiguration.class
})
public class WorkerConfiguration {
  /**
   * Returns the converter that Spring's Temporal client takes up, in every process that runs the
   * worker.
   */
  @Bean
  DataConverter codesOnlyDataConverter() {
    return DefaultDataConverter.newDefaultInstance().withFailureConverter(new CodesOnlyFailures());
  }

  /**
   * Activities of the main queue that may run at once: steps of replay jobs, sweeps, erasures and
   * rotations, and what workflows of older versions ask for there.
   */
  private static final int MAIN_ACTIVITIES = 200;

  /** The slots for people who wait at the same time; deliveries cannot take them. */
  private static final int INTERACTIVE_ACTIVITIES = 50;

  @Bean
  SignsOfLife signsOfLife(WorkflowClient client, WorkerPresence presence, Environment environment) {
    return new SignsOfLife(
        presence, client.getOptions().getIdentity(), ProductVersion.of(environment));
  }

  @Bean
  Workers workers(
      WorkflowClient client,
      SignsOfLife signs,
      DispatchActivities dispatch,
      DeliveryActivities deliver,
      WebhookActivities drain,
      ReplayActivities replays,
      CalendarActivities calendar,
      AppointmentSweepActivities appointments,
      AppointmentImportActivities imports,
      RetentionActivities retention,
      ErasureActivities erasures,
      RotationActivities rotations,
      LogJobActivities logJobs,
      InteractiveActivities interactive,
      Environment environment) {
    ActivitySlots slots = ActivitySlots.of(environment);
    return new Workers(
        client,
        signs,
        List.of(
            new PolledQueue(
                TaskQueues.MAIN,
                MAIN_ACTIVITIES,
                worker ->
                    register(
                        worker,
                        dispatch,
                        deliver,
                        drain,
                        replays,
                        calendar,
                        appointments,
                        imports,
                        retention,
                        erasures,
                        rotations,
                        logJobs)),
            new PolledQueue(
                TaskQueues.DELIVERIES,
                slots.deliveries(),
                worker -> worker.registerActivitiesImplementations(deliver)),
            new PolledQueue(
                TaskQueues.DRAINS,
                slots.drains(),
                worker -> worker.registerActivitiesImplementations(drain)),
            new PolledQueue(
                TaskQueues.CALENDARS,
                slots.calendars(),
                worker -> worker.registerActivitiesImplementations(calendar)),
            new PolledQueue(
                TaskQueues.INTERACTIVE,
                INTERACTIVE_ACTIVITIES,
                worker -> registerInteractive(worker, interactive))));
  }

  private static void register(Worker worker, Object... activities) {
    worker.registerWorkflowImplementationTypes(
        EventWorkflowImpl.class,
        WebhookWorkflowImpl.class,
        ReplayWorkflowImpl.class,
        CalendarWorkflowImpl.class,
        AppointmentSweepWorkflowImpl.class,
        AppointmentImportWorkflowImpl.class,
        RetentionWorkflowImpl.class,
        ErasureWorkflowImpl.class,
        RotationWorkflowImpl.class,
        LogJobWorkflowImpl.class);
    worker.registerActivitiesImplementations(activities);
  }

  private static void registerInteractive(Worker worker, InteractiveActivities interactive) {
    worker.registerWorkflowImplementationTypes(InteractiveWorkflowImpl.class);
    worker.registerActivitiesImplementations(interactive);
  }

  /** Returns the activity that performs every {@link InteractiveTask} that is wired anywhere. */
  @Bean
  InteractiveActivities interactiveActivities(
      InteractiveStore store, ObjectProvider<InteractiveTask> tasks) {
    return new InteractiveActivitiesImpl(store, tasks.stream().toList());
  }

  @Bean
  InteractiveSweep interactiveSweep(InteractiveStore store) {
    return new InteractiveSweep(store);
  }

  @Bean
  UndispatchedEvents undispatchedEvents(
      Database database, WorkflowStarter starter, Environment environment) {
    return new UndispatchedEvents(
        database.sending(),
        starter,
        Duration.ofSeconds(
            environment.getProperty("wardbell.relay.undispatched", Long.class, 10L)));
  }

  @Bean
  OverdueDeliveries overdueDeliveries(
      Database database, WorkflowStarter starter, Environment environment) {
    return new OverdueDeliveries(database.sending(), starter, OverdueJobs.grace(environment));
  }

  @Bean
  RetentionSchedule retentionSchedule(WorkflowClient client) {
    return new RetentionSchedule(client);
  }

  /** Returns a gauge over all processes, so that one of them showing it is enough. */
  @Bean
  OverdueGauge overdueGauge(OverdueDeliveries overdue) {
    return new OverdueGauge(overdue);
  }

  @Bean
  WorkflowRelay workflowRelay(
      UndispatchedEvents undispatched,
      OverdueDeliveries overdue,
      CalendarRelay calendars,
      AppointmentSweepStart appointments,
      CalendarAlertSweep calendarAlerts,
      RestyleSweep restyle,
      InteractiveSweep interactive,
      ConsentSweep consents,
      RetentionSchedule retention,
      List<OverdueJobs> jobs) {
    List<Runnable> scans =
        new ArrayList<>(
            List.of(
                undispatched,
                overdue,
                calendars,
                calendarAlerts,
                restyle,
                appointments,
                interactive,
                consents,
                retention));
    scans.addAll(jobs);
    return new WorkflowRelay(scans);
  }

  @Bean
  HealthIndicator workersHealthIndicator(Workers workers, WorkflowRelay relay) {
    return new WorkersHealth(workers, relay);
  }
}

package org.wardbell.activities.calendar;

import io.temporal.client.WorkflowClient;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.wardbell.activities.appointment.AppointmentConfiguration;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.calendar.consent.ConsentExchangeConfiguration;
import org.wardbell.activities.calendar.sync.CalendarSettings;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.network.OutgoingRoute;
import org.wardbell.activities.temporal.Starters;
import org.wardbell.activities.tracing.Tracing;
import org.wardbell.simulator.google.GoogleCalendarSimulator;
import org.wardbell.workflows.calendar.CalendarActivities;

/** The beans that synchronize a clinic's calendars, wired by Spring as in a worker. */
final class CalendarBeans implements AutoCloseable {
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();
  private final WorkflowStarts starts;

  CalendarBeans(
      Clinic clinic,
      CalendarWakes wakes,
      CalendarSettings settings,
      GoogleCalendarSimulator google,
      WorkflowClient client,
      @Nullable Path serviceAccount) {
    starts = new WorkflowStarts(Starters.unlabelled(client), Tracing.OFF);
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "stand-in for Google",
                Map.of(
                    "wardbell.google.client-id",
                    "client",
                    "wardbell.google.client-secret",
                    "secret",
                    "wardbell.google.root-url",
                    google.rootUrl(),
                    "wardbell.google.token-url",
                    google.tokenUrl(),
                    "wardbell.google.service-account-file",
                    serviceAccount == null ? "" : serviceAccount.toString())));
    ConfigurableListableBeanFactory beans = context.getBeanFactory();
    beans.registerSingleton("dsl", clinic.dsl());
    beans.registerSingleton("database", clinic.database());
    beans.registerSingleton("encryption", clinic.encryption());
    beans.registerSingleton("events", clinic.events());
    beans.registerSingleton("audit", new AuditStore(InstantSource.system()));
    beans.registerSingleton("starts", starts);
    beans.registerSingleton("calendars", clinic.calendars());
    beans.registerSingleton("wakes", wakes);
    beans.registerSingleton("settings", settings);
    beans.registerSingleton("route", OutgoingRoute.DIRECT);
    context.register(
        AppointmentConfiguration.class,
        CalendarSyncConfiguration.class,
        ConsentExchangeConfiguration.class);
    context.refresh();
  }

  CalendarActivities activities() {
    return context.getBean(CalendarActivities.class);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
    starts.close();
  }
}

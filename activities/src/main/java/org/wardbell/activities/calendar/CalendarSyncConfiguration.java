package org.wardbell.activities.calendar;

import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.wardbell.activities.appointment.DoctorStore;
import org.wardbell.activities.calendar.google.GoogleSettings;
import org.wardbell.activities.calendar.sync.CalendarSettings;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.network.OutgoingRoute;

/** Wires what asks Google; for workers only. Which Google: see {@link GoogleSettings}. */
@Configuration(proxyBeanMethods = false)
public class CalendarSyncConfiguration {
  @Bean
  GoogleSettings googleSettings(Environment environment) {
    return GoogleSettings.of(
        environment.getProperty("wardbell.google.client-id", ""),
        environment.getProperty("wardbell.google.client-secret", ""),
        environment.getProperty(GoogleSettings.ROOT_URL),
        environment.getProperty("wardbell.google.token-url"));
  }

  @Bean
  CalendarActivitiesImpl calendarActivities(
      DSLContext dsl,
      Encryption encryption,
      DoctorStore doctors,
      EventStore events,
      WorkflowStarts starts,
      CalendarSettings settings,
      GoogleSettings google,
      OutgoingRoute route) {
    return CalendarActivitiesImpl.of(
        new CalendarActivitiesImpl.Parts(
            dsl, encryption, doctors, events, starts, settings, google, route));
  }

  @Bean
  CalendarRelay calendarRelay(DSLContext dsl, CalendarWakes wakes) {
    return new CalendarRelay(dsl, wakes);
  }
}

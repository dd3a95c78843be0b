package org.wardbell.activities.calendar.consent;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.wardbell.activities.calendar.CalendarStore;
import org.wardbell.activities.calendar.CalendarWakes;
import org.wardbell.activities.calendar.google.GoogleConfiguration;
import org.wardbell.activities.calendar.google.GoogleConsents;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.interactive.InteractiveTask;

/** Spring beans that ask Google about consents; for workers only. */
@Configuration(proxyBeanMethods = false)
@Import({ConsentConfiguration.class, GoogleConfiguration.class})
public class ConsentExchangeConfiguration {
  @Bean
  InteractiveTask consentExchangeTask(
      Consents consents, CalendarStore calendars, CalendarWakes wakes, GoogleConsents google) {
    return new ConsentExchangeTask(consents, calendars, wakes, google);
  }

  @Bean
  ConsentSweep consentSweep(
      Database database, Consents consents, CalendarStore calendars, GoogleConsents google) {
    return new ConsentSweep(database.sending(), consents, calendars, google);
  }
}

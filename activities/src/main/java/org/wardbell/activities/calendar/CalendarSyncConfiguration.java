package org.wardbell.activities.calendar;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.wardbell.activities.appointment.AppointmentErasure;
import org.wardbell.activities.appointment.DoctorStore;
import org.wardbell.activities.calendar.channel.ChannelConfiguration;
import org.wardbell.activities.calendar.channel.Channels;
import org.wardbell.activities.calendar.google.GoogleCalendar;
import org.wardbell.activities.calendar.google.GoogleConfiguration;
import org.wardbell.activities.calendar.google.GoogleConsents;
import org.wardbell.activities.calendar.style.RestyleSweep;
import org.wardbell.activities.calendar.sync.CalendarSettings;
import org.wardbell.activities.calendar.sync.InboundSync;
import org.wardbell.activities.calendar.sync.OutboundSync;
import org.wardbell.activities.calendar.sync.SyncConfiguration;
import org.wardbell.activities.calendar.sync.SyncSessions;
import org.wardbell.activities.calendar.sync.SyncStatusStore;
import org.wardbell.activities.calendar.sync.SyncTroubles;
import org.wardbell.activities.calendar.trouble.CalendarEvents;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.tracing.Tracing;
import org.wardbell.activities.tracing.TracingConfiguration;

/** Spring beans that synchronize calendars with Google; for workers only. */
@Configuration(proxyBeanMethods = false)
@Import({
  GoogleConfiguration.class,
  SyncConfiguration.class,
  ChannelConfiguration.class,
  TracingConfiguration.class
})
public class CalendarSyncConfiguration {
  /** Twice the time within which a calendar converges when every push is lost. */
  private static final Duration ALERT_AFTER = Duration.ofMinutes(30);

  @Bean
  CalendarActivitiesImpl calendarActivities(
      Database database,
      CalendarSettings settings,
      SyncSessions sessions,
      Channels channels,
      InboundSync inbound,
      OutboundSync outbound,
      SyncStatusStore status,
      SyncTroubles troubles,
      CalendarProbe probes,
      CalendarRemains remains,
      GoogleConsents consents,
      Tracing tracing) {
    return new CalendarActivitiesImpl(
        database.sending(),
        settings,
        sessions,
        channels,
        inbound,
        outbound,
        status,
        troubles,
        probes,
        remains,
        consents,
        new CalendarTraces(tracing));
  }

  @Bean
  CalendarRemains calendarRemains(Database database, Encryption encryption) {
    return new CalendarRemains(database.sending(), new AppointmentErasure(encryption));
  }

  @Bean
  CalendarProbe calendarProbe(
      Database database, GoogleCalendar google, SyncSessions sessions, DoctorStore doctors) {
    return new CalendarProbe(database.sending(), google, sessions, doctors);
  }

  @Bean
  CalendarRelay calendarRelay(Database database, CalendarWakes wakes) {
    return new CalendarRelay(database.sending(), wakes);
  }

  @Bean
  RestyleSweep restyleSweep(Database database, CalendarWakes wakes) {
    return new RestyleSweep(database.sending(), wakes::appointmentsChanged);
  }

  /** {@code wardbell.calendar.alert-after-seconds} is the lag that is no trouble yet. */
  @Bean
  CalendarAlertSweep calendarAlertSweep(
      Database database,
      CalendarSettings settings,
      CalendarEvents calendarEvents,
      EventStore events,
      WorkflowStarts starts,
      Environment environment) {
    long allowed =
        environment.getProperty(
            "wardbell.calendar.alert-after-seconds", Long.class, ALERT_AFTER.toSeconds());
    return new CalendarAlertSweep(
        database.sending(),
        calendarEvents,
        events,
        starts,
        Duration.ofSeconds(allowed),
        settings.longestPoll());
  }

  /** Returns gauges over all processes, so that one of them showing them is enough. */
  @Bean
  CalendarGauges calendarGauges(Database database) {
    return new CalendarGauges(database.sending());
  }
}

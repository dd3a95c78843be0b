package org.wardbell.activities.calendar;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.wardbell.activities.calendar.channel.ChannelConfiguration;
import org.wardbell.activities.calendar.channel.Channels;
import org.wardbell.activities.calendar.google.GoogleConfiguration;
import org.wardbell.activities.calendar.google.GoogleConsents;
import org.wardbell.activities.calendar.sync.CalendarSettings;
import org.wardbell.activities.calendar.sync.InboundSync;
import org.wardbell.activities.calendar.sync.OutboundSync;
import org.wardbell.activities.calendar.sync.SyncConfiguration;
import org.wardbell.activities.calendar.sync.SyncSessions;
import org.wardbell.activities.calendar.sync.SyncStatusStore;
import org.wardbell.activities.database.Database;

/** Spring beans that synchronize calendars with Google; for workers only. */
@Configuration(proxyBeanMethods = false)
@Import({GoogleConfiguration.class, SyncConfiguration.class, ChannelConfiguration.class})
public class CalendarSyncConfiguration {
  @Bean
  CalendarActivitiesImpl calendarActivities(
      Database database,
      CalendarSettings settings,
      SyncSessions sessions,
      Channels channels,
      InboundSync inbound,
      OutboundSync outbound,
      SyncStatusStore status,
      GoogleConsents consents) {
    return new CalendarActivitiesImpl(
        database.sending(), settings, sessions, channels, inbound, outbound, status, consents);
  }

  @Bean
  CalendarRelay calendarRelay(Database database, CalendarWakes wakes) {
    return new CalendarRelay(database.sending(), wakes);
  }
}

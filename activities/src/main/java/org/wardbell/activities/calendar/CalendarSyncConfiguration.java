package org.wardbell.activities.calendar;

import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.wardbell.activities.calendar.channel.ChannelConfiguration;
import org.wardbell.activities.calendar.channel.Channels;
import org.wardbell.activities.calendar.google.GoogleConfiguration;
import org.wardbell.activities.calendar.sync.CalendarSettings;
import org.wardbell.activities.calendar.sync.InboundSync;
import org.wardbell.activities.calendar.sync.OutboundSync;
import org.wardbell.activities.calendar.sync.SyncConfiguration;
import org.wardbell.activities.calendar.sync.SyncSessions;
import org.wardbell.activities.calendar.sync.SyncStatusStore;

/** Spring beans that synchronize calendars with Google; for workers only. */
@Configuration(proxyBeanMethods = false)
@Import({GoogleConfiguration.class, SyncConfiguration.class, ChannelConfiguration.class})
public class CalendarSyncConfiguration {
  @Bean
  CalendarActivitiesImpl calendarActivities(
      DSLContext dsl,
      CalendarSettings settings,
      SyncSessions sessions,
      Channels channels,
      InboundSync inbound,
      OutboundSync outbound,
      SyncStatusStore status) {
    return new CalendarActivitiesImpl(dsl, settings, sessions, channels, inbound, outbound, status);
  }

  @Bean
  CalendarRelay calendarRelay(DSLContext dsl, CalendarWakes wakes) {
    return new CalendarRelay(dsl, wakes);
  }
}

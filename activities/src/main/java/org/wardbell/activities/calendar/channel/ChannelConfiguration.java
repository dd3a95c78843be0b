package org.wardbell.activities.calendar.channel;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.calendar.google.GoogleCalendar;
import org.wardbell.activities.calendar.sync.CalendarSettings;
import org.wardbell.activities.calendar.sync.SyncSessions;
import org.wardbell.activities.calendar.sync.SyncStatusStore;
import org.wardbell.activities.database.Database;

/** Spring beans that open and stop push channels. */
@Configuration(proxyBeanMethods = false)
public class ChannelConfiguration {
  @Bean
  ChannelStore channelStore(Database database) {
    return new ChannelStore(database.sending());
  }

  @Bean
  Channels channels(
      GoogleCalendar google,
      ChannelStore store,
      SyncSessions sessions,
      SyncStatusStore status,
      CalendarSettings settings) {
    return new Channels(google, store, sessions, status, settings);
  }
}

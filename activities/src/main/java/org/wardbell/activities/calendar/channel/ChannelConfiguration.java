package org.wardbell.activities.calendar.channel;

import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.calendar.google.GoogleCalendar;
import org.wardbell.activities.calendar.sync.CalendarSettings;
import org.wardbell.activities.calendar.sync.SyncSessions;
import org.wardbell.activities.calendar.sync.SyncStatusStore;

/** Spring beans that open and stop push channels. */
@Configuration(proxyBeanMethods = false)
public class ChannelConfiguration {
  @Bean
  ChannelStore channelStore(DSLContext dsl) {
    return new ChannelStore(dsl);
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

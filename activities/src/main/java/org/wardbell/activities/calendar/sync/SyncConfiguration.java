package org.wardbell.activities.calendar.sync;

import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.appointment.DoctorStore;
import org.wardbell.activities.appointment.InboundChanges;
import org.wardbell.activities.calendar.google.GoogleCalendar;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.WorkflowStarts;

/** Spring beans of one synchronization: its session, its inbound steps, its outbound step. */
@Configuration(proxyBeanMethods = false)
public class SyncConfiguration {
  @Bean
  SyncSessions syncSessions(DSLContext dsl, Encryption encryption) {
    return new SyncSessions(dsl, encryption);
  }

  @Bean
  CalendarEvents calendarEvents(DoctorStore doctors) {
    return new CalendarEvents(doctors);
  }

  @Bean
  SyncStatusStore syncStatusStore(
      DSLContext dsl, CalendarEvents calendarEvents, EventStore events, WorkflowStarts starts) {
    return new SyncStatusStore(dsl, calendarEvents, events, starts);
  }

  @Bean
  SyncTokenCommit syncTokenCommit(CalendarSettings settings, CalendarEvents calendarEvents) {
    return new SyncTokenCommit(settings, calendarEvents);
  }

  @Bean
  PageApplier pageApplier(
      SyncSessions sessions,
      SyncTokenCommit tokenCommit,
      InboundChanges appointments,
      EventStore events,
      WorkflowStarts starts) {
    return new PageApplier(sessions, tokenCommit, appointments, events, starts);
  }

  @Bean
  InboundSync inboundSync(DSLContext dsl, GoogleCalendar google, PageApplier pages) {
    return new InboundSync(dsl, google, pages);
  }

  @Bean
  OutboundSync outboundSync(
      DSLContext dsl,
      GoogleCalendar google,
      SyncSessions sessions,
      InboundChanges appointments,
      PageApplier pages) {
    return new OutboundSync(dsl, google, sessions, appointments, pages);
  }
}

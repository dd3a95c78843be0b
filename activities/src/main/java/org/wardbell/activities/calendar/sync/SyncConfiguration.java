package org.wardbell.activities.calendar.sync;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.appointment.DoctorStore;
import org.wardbell.activities.appointment.InboundChanges;
import org.wardbell.activities.calendar.google.GoogleCalendar;
import org.wardbell.activities.calendar.link.LinkContents;
import org.wardbell.activities.calendar.trouble.CalendarEvents;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.WorkflowStarts;

/** Spring beans of one synchronization: its session, its inbound steps, its outbound step. */
@Configuration(proxyBeanMethods = false)
public class SyncConfiguration {
  @Bean
  SyncSessions syncSessions(
      Database database, Encryption encryption, EventStore events, WorkflowStarts starts) {
    return new SyncSessions(database.sending(), encryption, events, starts);
  }

  @Bean
  CalendarEvents calendarEvents(DoctorStore doctors) {
    return new CalendarEvents(doctors);
  }

  @Bean
  SyncStatusStore syncStatusStore(
      Database database, CalendarEvents calendarEvents, EventStore events, WorkflowStarts starts) {
    return new SyncStatusStore(database.sending(), calendarEvents, events, starts);
  }

  @Bean
  SyncTokenCommit syncTokenCommit(CalendarSettings settings, CalendarEvents calendarEvents) {
    return new SyncTokenCommit(settings, calendarEvents);
  }

  @Bean
  LinkContents linkContents(Encryption encryption) {
    return new LinkContents(encryption);
  }

  @Bean
  PageApplier pageApplier(
      SyncSessions sessions,
      SyncTokenCommit tokenCommit,
      InboundChanges appointments,
      LinkContents contents) {
    return new PageApplier(sessions, tokenCommit, appointments, contents);
  }

  @Bean
  SyncTroubles syncTroubles(SyncSessions sessions, CalendarEvents calendarEvents) {
    return new SyncTroubles(sessions, calendarEvents);
  }

  @Bean
  InboundSync inboundSync(
      Database database,
      GoogleCalendar google,
      SyncSessions sessions,
      PageApplier pages,
      SyncTroubles troubles,
      CalendarSettings settings) {
    CarefulPages careful = new CarefulPages(database.sending(), sessions, pages, troubles);
    return new InboundSync(database.sending(), google, sessions, careful, troubles, settings);
  }

  @Bean
  OutboundSync outboundSync(
      Database database,
      GoogleCalendar google,
      SyncSessions sessions,
      InboundChanges appointments,
      LinkContents contents,
      PageApplier pages) {
    return new OutboundSync(database.sending(), google, sessions, appointments, contents, pages);
  }
}

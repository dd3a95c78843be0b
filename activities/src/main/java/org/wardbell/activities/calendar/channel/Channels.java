package org.wardbell.activities.calendar.channel;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wardbell.activities.calendar.channel.ChannelStore.Requested;
import org.wardbell.activities.calendar.channel.ChannelStore.ToStop;
import org.wardbell.activities.calendar.google.CalendarAccess;
import org.wardbell.activities.calendar.google.GoogleCalendar;
import org.wardbell.activities.calendar.google.GoogleCalendar.Watched;
import org.wardbell.activities.calendar.google.GoogleFailure;
import org.wardbell.activities.calendar.google.GoogleFailure.Meaning;
import org.wardbell.activities.calendar.sync.CalendarSettings;
import org.wardbell.activities.calendar.sync.SyncSession;
import org.wardbell.activities.calendar.sync.SyncSessions;
import org.wardbell.activities.calendar.sync.SyncStatusStore;

/** The life cycle of push channels: a new one opens before the former is stopped. */
public final class Channels {
  /** Failures after which a channel may exist all the same. */
  private static final Set<Meaning> MAY_HAVE_WORKED =
      EnumSet.of(Meaning.UNAVAILABLE, Meaning.UNREADABLE);

  private final GoogleCalendar google;
  private final ChannelStore store;
  private final SyncSessions sessions;
  private final SyncStatusStore status;
  private final CalendarSettings settings;

  Channels(
      GoogleCalendar google,
      ChannelStore store,
      SyncSessions sessions,
      SyncStatusStore status,
      CalendarSettings settings) {
    this.google = google;
    this.store = store;
    this.sessions = sessions;
    this.status = status;
    this.settings = settings;
  }

  /**
   * Opens a new channel, then stops the older ones. Without a new one polling goes on, and the next
   * try comes later.
   *
   * @throws GoogleFailure only if the permission is gone
   */
  public void renew(SyncSession session, URI publicUrl) throws GoogleFailure {
    Requested requested =
        sessions.call(session, transaction -> store.request(transaction, session));
    String address = publicUrl.resolve(CalendarSettings.PUSH_PATH).toString();
    Watched watched;
    try {
      watched =
          google.watch(
              session.access(), requested.id(), requested.token(), address, settings.channelLife());
    } catch (GoogleFailure failure) {
      store.failed(requested.id(), MAY_HAVE_WORKED.contains(failure.meaning()));
      refused(session, failure);
      return;
    }
    sessions.run(
        session,
        transaction -> {
          store.activate(
              transaction,
              session,
              requested.id(),
              watched.resourceId(),
              watched.expiresAt(),
              settings.channelLife());
          status.watched(transaction, session);
        });
    stop(session.access(), store.superseded(session.calendarId()));
  }

  private void refused(SyncSession session, GoogleFailure failure) throws GoogleFailure {
    switch (failure.meaning()) {
      case RECONNECT -> throw failure;
      case NO_PUSH -> status.pushesNotOffered(session);
      case SLOW_DOWN,
          TOKEN_EXPIRED,
          GONE,
          EXISTS,
          CHANGED,
          FORBIDDEN,
          OPERATOR,
          INVALID,
          UNREADABLE,
          UNAVAILABLE ->
          status.watchFailed(session, failure);
    }
  }

  /**
   * Stops every channel of a calendar as well as possible; one that cannot be stopped expires.
   *
   * @param access empty if the permission to ask Google is gone
   * @return true if no channel is left on which Google may push
   */
  public boolean stopAll(UUID calendarId, Optional<CalendarAccess> access) {
    List<ToStop> open = store.open(calendarId);
    access.ifPresentOrElse(
        granted -> stop(granted, open), () -> open.forEach(each -> store.abandoned(each.id())));
    return store.open(calendarId).isEmpty();
  }

  private void stop(CalendarAccess access, List<ToStop> channels) {
    for (ToStop channel : channels) {
      String resourceId = channel.resourceId();
      if (resourceId == null) {
        store.abandoned(channel.id());
      } else {
        stop(access, channel, resourceId);
      }
    }
  }

  private void stop(CalendarAccess access, ToStop channel, String resourceId) {
    try {
      google.stop(access, channel.id(), resourceId);
      store.stopped(channel.id());
    } catch (GoogleFailure failure) {
      switch (failure.meaning()) {
        case GONE, TOKEN_EXPIRED -> store.stopped(channel.id());
        case FORBIDDEN, RECONNECT, INVALID, EXISTS, CHANGED, NO_PUSH, OPERATOR, UNREADABLE ->
            store.abandoned(channel.id());
        case SLOW_DOWN, UNAVAILABLE -> store.stopFailed(channel.id());
      }
    }
  }
}

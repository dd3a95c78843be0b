package org.wardbell.activities.calendar.sync;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.google.GoogleCalendar;
import org.wardbell.activities.calendar.google.GoogleFailure;
import org.wardbell.activities.calendar.google.GoogleFailure.Meaning;
import org.wardbell.activities.calendar.google.RemotePage;
import org.wardbell.activities.calendar.google.RemotePage.Unreadable;
import org.wardbell.activities.calendar.google.event.RemoteEvent;
import org.wardbell.activities.calendar.link.LinkStore;
import org.wardbell.activities.calendar.trouble.FullPasses;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.calendar.SyncOutcome;

/**
 * The inbound step: reads from Google page by page, and applies each page before it asks for the
 * next. After an interruption the next pull begins again at the stored sync token; the changes that
 * were applied already then come as echoes.
 */
public final class InboundSync {
  /** Ids per query for events that a full sync did not show; Google is asked for each of them. */
  private static final int UNSEEN_AT_ONCE = 50;

  private static final RemotePage NOTHING = new RemotePage(List.of(), List.of(), null, null);

  private final DSLContext database;
  private final GoogleCalendar google;
  private final SyncSessions sessions;
  private final CarefulPages pages;
  private final SyncTroubles troubles;
  private final CalendarSettings settings;

  InboundSync(
      DSLContext database,
      GoogleCalendar google,
      SyncSessions sessions,
      CarefulPages pages,
      SyncTroubles troubles,
      CalendarSettings settings) {
    this.database = database;
    this.google = google;
    this.sessions = sessions;
    this.pages = pages;
    this.troubles = troubles;
    this.settings = settings;
  }

  /**
   * Reads the changes since the sync token, or the whole window without a valid token.
   *
   * @return empty if the window was read too often within the hour, so that nothing was read
   */
  public Optional<SyncOutcome> pull(SyncSession session, Runnable heartbeat) throws GoogleFailure {
    String syncToken = session.syncToken();
    boolean deadToken = false;
    boolean begun = false;
    if (syncToken != null) {
      try {
        heartbeat.run();
        RemotePage first = google.changes(session.access(), syncToken, null);
        begun = daysMoved(session, first.zone()) && begin(session, false);
        if (!begun) {
          return Optional.of(
              outcome(session, changes(session, syncToken, first, heartbeat), false));
        }
      } catch (GoogleFailure failure) {
        if (failure.meaning() != Meaning.TOKEN_EXPIRED) {
          throw failure;
        }
        deadToken = true;
      }
    }
    if (!begun && !begin(session, deadToken)) {
      troubles.fullPassRefused(session, deadToken, settings.pollWithPush());
      return Optional.empty();
    }
    try {
      return Optional.of(outcome(session, window(session, heartbeat), true));
    } catch (GoogleFailure failure) {
      if (failure.meaning() == Meaning.TOKEN_EXPIRED) {
        sessions.run(session, transaction -> FullPasses.end(transaction, session.calendarId()));
      }
      throw failure;
    }
  }

  private boolean begin(SyncSession session, boolean deadToken) {
    return sessions.call(
        session,
        transaction -> {
          if (deadToken) {
            transaction
                .update(CALENDAR)
                .set(CALENDAR.DEAD_TOKENS, CALENDAR.DEAD_TOKENS.plus(1))
                .where(CALENDAR.ID.eq(session.calendarId()))
                .execute();
          }
          return FullPasses.begin(
              transaction, session.clinicId(), session.calendarId(), session.epoch());
        });
  }

  private static SyncOutcome outcome(SyncSession session, int changes, boolean full) {
    return new SyncOutcome(Math.max(0, session.requested() - session.handled()), changes, full);
  }

  /**
   * Returns whether the calendar's days begin at other moments than when its events of whole days
   * were read: Google tells of no change of theirs.
   */
  private boolean daysMoved(SyncSession session, @Nullable ZoneId zone) {
    if (zone == null || zone.getId().equals(session.zone())) {
      return false;
    }
    if (session.zone() == null) {
      sessions.run(session, transaction -> SyncTokenCommit.readIn(transaction, session, zone));
      return false;
    }
    return true;
  }

  private int changes(SyncSession session, String syncToken, RemotePage first, Runnable heartbeat)
      throws GoogleFailure {
    int changes = 0;
    OpenMoves open = new OpenMoves();
    RemotePage page = first;
    while (true) {
      @Nullable String pageToken = page.nextPageToken();
      boolean last = pageToken == null;
      changes +=
          pages.applyChanges(session, page, open, last, last ? syncToken(page) : null, heartbeat);
      if (last) {
        return changes;
      }
      heartbeat.run();
      page = google.changes(session.access(), syncToken, pageToken);
    }
  }

  private int window(SyncSession session, Runnable heartbeat) throws GoogleFailure {
    TimeSlot window = BusyTimes.window(Instant.now());
    int changes = 0;
    OpenMoves open = new OpenMoves();
    @Nullable String pageToken = null;
    while (true) {
      heartbeat.run();
      RemotePage page = google.window(session.access(), window, pageToken);
      changes += pages.applyWindow(session, page, open, false, heartbeat);
      pageToken = page.nextPageToken();
      if (pageToken == null) {
        changes += unseen(session, open, heartbeat);
        changes += pages.applyWindow(session, NOTHING, open, true, heartbeat);
        return changes + pages.completeWindow(session, syncToken(page), page.zone());
      }
    }
  }

  /**
   * Asks Google for each event that the full sync did not show. A full list has no tombstones, and
   * an appointment may lie outside the window: so this asks and never guesses.
   */
  private int unseen(SyncSession session, OpenMoves open, Runnable heartbeat) throws GoogleFailure {
    int changes = 0;
    while (true) {
      List<String> unseen =
          LinkStore.unseen(database, session.calendarId(), session.epoch(), UNSEEN_AT_ONCE);
      if (unseen.isEmpty()) {
        return changes;
      }
      for (String eventId : unseen) {
        heartbeat.run();
        changes += pages.applyWindow(session, event(session, eventId), open, false, heartbeat);
      }
    }
  }

  /** Returns one event as a page of its own, with a tombstone for one that is gone. */
  private RemotePage event(SyncSession session, String eventId) throws GoogleFailure {
    try {
      return alone(google.get(session.access(), eventId));
    } catch (GoogleFailure failure) {
      if (failure.meaning() == Meaning.GONE) {
        return alone(RemoteEvent.tombstone(eventId));
      }
      if (failure.meaning() == Meaning.UNREADABLE) {
        return new RemotePage(
            List.of(), List.of(new Unreadable(eventId, failure.code())), null, null);
      }
      throw failure;
    }
  }

  private static RemotePage alone(RemoteEvent event) {
    return new RemotePage(List.of(event), List.of(), null, null);
  }

  private static String syncToken(RemotePage page) throws GoogleFailure {
    String token = page.nextSyncToken();
    if (token == null) {
      throw new GoogleFailure(Meaning.UNAVAILABLE, "google_no_sync_token", null);
    }
    return token;
  }
}

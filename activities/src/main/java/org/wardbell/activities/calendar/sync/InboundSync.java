package org.wardbell.activities.calendar.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.google.GoogleCalendar;
import org.wardbell.activities.calendar.google.GoogleFailure;
import org.wardbell.activities.calendar.google.GoogleFailure.Meaning;
import org.wardbell.activities.calendar.google.RemoteEvent;
import org.wardbell.activities.calendar.google.RemotePage;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.calendar.SyncOutcome;

/**
 * The inbound step: reads from Google page by page, and applies each page before it asks for the
 * next. After an interruption the next pull begins again at the stored sync token; the changes that
 * were applied already then come as echoes.
 */
public final class InboundSync {
  /** Older appointments are not changed any more. */
  private static final Duration PAST = Duration.ofDays(30);

  /** A year of appointments, and some weeks more. */
  private static final Duration FUTURE = Duration.ofDays(400);

  /** Ids per query for events that a full sync did not show; Google is asked for each of them. */
  private static final int UNSEEN_AT_ONCE = 50;

  private final DSLContext database;
  private final GoogleCalendar google;
  private final PageApplier pages;

  InboundSync(DSLContext database, GoogleCalendar google, PageApplier pages) {
    this.database = database;
    this.google = google;
    this.pages = pages;
  }

  /** Reads the changes since the sync token, or the whole window without a valid token. */
  public SyncOutcome pull(SyncSession session, Runnable heartbeat) throws GoogleFailure {
    String syncToken = session.syncToken();
    if (syncToken != null) {
      try {
        return outcome(session, changes(session, syncToken, heartbeat), false);
      } catch (GoogleFailure failure) {
        if (failure.meaning() != Meaning.TOKEN_EXPIRED) {
          throw failure;
        }
      }
    }
    return outcome(session, window(session, heartbeat), true);
  }

  private static SyncOutcome outcome(SyncSession session, int changes, boolean full) {
    return new SyncOutcome(Math.max(0, session.requested() - session.handled()), changes, full);
  }

  private int changes(SyncSession session, String syncToken, Runnable heartbeat)
      throws GoogleFailure {
    int changes = 0;
    OpenMoves open = new OpenMoves();
    @Nullable String pageToken = null;
    while (true) {
      heartbeat.run();
      RemotePage page = google.changes(session.access(), syncToken, pageToken);
      pageToken = page.nextPageToken();
      boolean last = pageToken == null;
      changes +=
          pages.applyChanges(session, page.events(), open, last, last ? syncToken(page) : null);
      if (last) {
        return changes;
      }
    }
  }

  private int window(SyncSession session, Runnable heartbeat) throws GoogleFailure {
    Instant now = Instant.now();
    TimeSlot window = new TimeSlot(now.minus(PAST), now.plus(FUTURE));
    int changes = 0;
    OpenMoves open = new OpenMoves();
    @Nullable String pageToken = null;
    while (true) {
      heartbeat.run();
      RemotePage page = google.window(session.access(), window, pageToken);
      changes += pages.applyWindow(session, page.events(), open, false);
      pageToken = page.nextPageToken();
      if (pageToken == null) {
        changes += unseen(session, open, heartbeat);
        changes += pages.applyWindow(session, List.of(), open, true);
        return changes + pages.completeWindow(session, syncToken(page));
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
      List<String> unseen = LinkStore.unseen(database, session, UNSEEN_AT_ONCE);
      if (unseen.isEmpty()) {
        return changes;
      }
      for (String eventId : unseen) {
        heartbeat.run();
        changes += pages.applyWindow(session, List.of(event(session, eventId)), open, false);
      }
    }
  }

  private RemoteEvent event(SyncSession session, String eventId) throws GoogleFailure {
    try {
      return google.get(session.access(), eventId);
    } catch (GoogleFailure failure) {
      if (failure.meaning() != Meaning.GONE) {
        throw failure;
      }
      return RemoteEvent.tombstone(eventId);
    }
  }

  private static String syncToken(RemotePage page) throws GoogleFailure {
    String token = page.nextSyncToken();
    if (token == null) {
      throw new GoogleFailure(Meaning.UNAVAILABLE, "google_no_sync_token", null);
    }
    return token;
  }
}

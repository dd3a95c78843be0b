package org.wardbell.activities.calendar.sync;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.calendar.google.RemotePage;
import org.wardbell.activities.calendar.google.RemotePage.Unreadable;
import org.wardbell.activities.calendar.google.event.RemoteEvent;
import org.wardbell.activities.calendar.trouble.Quarantine;
import org.wardbell.activities.database.DatabaseFailures;

/**
 * The application of pages of which one event may be bad. A page that is refused is applied again,
 * event by event; what cannot be read or kept goes into quarantine, and the others are applied.
 */
final class CarefulPages {
  /** The code of an event that cannot be applied for another reason than the database's. */
  private static final String NOT_APPLIED = "not_applied";

  private static final Logger log = LoggerFactory.getLogger(CarefulPages.class);

  private final DSLContext database;
  private final SyncSessions sessions;
  private final PageApplier pages;
  private final SyncTroubles troubles;

  CarefulPages(
      DSLContext database, SyncSessions sessions, PageApplier pages, SyncTroubles troubles) {
    this.database = database;
    this.sessions = sessions;
    this.pages = pages;
    this.troubles = troubles;
  }

  /**
   * Applies a page of changes.
   *
   * @param open the moves that earlier pages left without room; what is left of them afterwards
   * @param last true if no page follows
   * @param nextSyncToken the token to store with it, or null if this is not the last page
   * @param heartbeat is run before each event that is applied alone
   * @return the number of events that tell of it
   */
  int applyChanges(
      SyncSession session,
      RemotePage page,
      OpenMoves open,
      boolean last,
      @Nullable String nextSyncToken,
      Runnable heartbeat) {
    prepare(session, page);
    try {
      return pages.applyChanges(session, page.events(), open, last, nextSyncToken);
    } catch (RuntimeException refused) {
      requireFaultOfTheData(refused);
      int changes =
          oneByOne(
              session,
              open.takeWith(page.events()),
              event -> pages.applyChanges(session, List.of(event), null),
              heartbeat);
      return changes + pages.applyChanges(session, List.of(), open, last, nextSyncToken);
    }
  }

  /** Applies a page of the whole window likewise. */
  int applyWindow(
      SyncSession session, RemotePage page, OpenMoves open, boolean last, Runnable heartbeat) {
    prepare(session, page);
    try {
      return pages.applyWindow(session, page.events(), open, last);
    } catch (RuntimeException refused) {
      requireFaultOfTheData(refused);
      return oneByOne(
          session,
          open.takeWith(page.events()),
          event -> pages.applyWindow(session, List.of(event), new OpenMoves(), true),
          heartbeat);
    }
  }

  /** Completes a full sync, after its last page and the events that it did not show. */
  int completeWindow(SyncSession session, String nextSyncToken, @Nullable ZoneId zone) {
    return pages.completeWindow(session, nextSyncToken, zone);
  }

  private void prepare(SyncSession session, RemotePage page) {
    if (!page.unreadable().isEmpty()) {
      troubles.quarantined(session, page.unreadable());
    }
    if (!page.events().isEmpty() && Quarantine.count(database, session.calendarId()) > 0) {
      List<String> readable = page.events().stream().map(RemoteEvent::id).toList();
      sessions.run(
          session, transaction -> Quarantine.release(transaction, session.calendarId(), readable));
    }
  }

  private interface Step {
    int apply(RemoteEvent event);
  }

  private int oneByOne(
      SyncSession session, List<RemoteEvent> events, Step step, Runnable heartbeat) {
    int changes = 0;
    List<Unreadable> refused = new ArrayList<>();
    for (RemoteEvent event : events) {
      heartbeat.run();
      try {
        changes += step.apply(event);
      } catch (RuntimeException failure) {
        requireFaultOfTheData(failure);
        refused.add(new Unreadable(event.id(), code(failure)));
      }
    }
    if (!refused.isEmpty()) {
      troubles.quarantined(session, refused);
    }
    return changes;
  }

  /** Throws what speaks of no event: a later session, or a database that is away or contended. */
  private static void requireFaultOfTheData(RuntimeException failure) {
    if (failure instanceof StaleSessionException
        || DatabaseFailures.isAway(failure)
        || DatabaseFailures.isRace(failure)) {
      throw failure;
    }
  }

  /** Returns why; neither the message nor the values that it quotes. */
  private static String code(RuntimeException failure) {
    String code =
        failure instanceof DataAccessException refused
            ? "database_" + refused.sqlState()
            : NOT_APPLIED;
    log.warn("an event was not applied: {}, {}", code, failure.getClass().getSimpleName());
    return code;
  }
}

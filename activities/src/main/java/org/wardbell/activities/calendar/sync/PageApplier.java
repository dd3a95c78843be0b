package org.wardbell.activities.calendar.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.InboundChanges;
import org.wardbell.activities.calendar.google.RemoteEvent;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.event.RecordedEvents;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.workflows.calendar.LinkState;

/**
 * The applier of pages of Google's events. One page is one transaction: busy time, appointments,
 * links, the events that tell of them, and with the last page the sync token.
 */
final class PageApplier {
  private final SyncSessions sessions;
  private final SyncTokenCommit tokenCommit;
  private final InboundChanges appointments;
  private final LinkedEventApplier linkedEvents;
  private final EventStore events;
  private final WorkflowStarts starts;

  PageApplier(
      SyncSessions sessions,
      SyncTokenCommit tokenCommit,
      InboundChanges appointments,
      EventStore events,
      WorkflowStarts starts) {
    this.sessions = sessions;
    this.tokenCommit = tokenCommit;
    this.appointments = appointments;
    this.linkedEvents = new LinkedEventApplier(appointments);
    this.events = events;
    this.starts = starts;
  }

  /**
   * Applies a page of changes.
   *
   * @param nextSyncToken the token to store with it, or null if this is not the last page
   * @return the number of events that tell of it
   */
  int applyChanges(SyncSession session, List<RemoteEvent> page, @Nullable String nextSyncToken) {
    return commit(
        session,
        transaction -> {
          List<NewEvent> news = apply(transaction, session, page);
          if (nextSyncToken != null) {
            news.addAll(tokenCommit.incremental(transaction, session, nextSyncToken));
          }
          return news;
        });
  }

  /** Applies a page of the whole window. */
  int applyWindow(SyncSession session, List<RemoteEvent> page) {
    return commit(
        session,
        transaction -> {
          LinkStore.seen(transaction, session, page.stream().map(RemoteEvent::id).toList());
          return apply(transaction, session, page);
        });
  }

  /** Completes a full sync, after its last page and the events that it did not show. */
  int completeWindow(SyncSession session, String nextSyncToken) {
    return commit(session, transaction -> tokenCommit.full(transaction, session, nextSyncToken));
  }

  private interface Work {
    List<NewEvent> in(DSLContext transaction);
  }

  /** Commits the work with the events that tell of it, then starts their delivery. */
  private int commit(SyncSession session, Work work) {
    List<RecordedEvents> recorded = new ArrayList<>();
    sessions.run(
        session,
        transaction -> {
          List<NewEvent> news = work.in(transaction);
          if (!news.isEmpty()) {
            recorded.add(events.record(transaction, news));
          }
        });
    recorded.forEach(starts::start);
    return recorded.stream().mapToInt(each -> each.fresh().size()).sum();
  }

  /** Applies busy time first, so that an appointment may move to where the doctor made room. */
  private List<NewEvent> apply(
      DSLContext transaction, SyncSession session, List<RemoteEvent> page) {
    Map<String, LinkRecord> links =
        LinkStore.byEvent(
            transaction, session.calendarId(), page.stream().map(RemoteEvent::id).toList());
    BusyTimes.keep(
        transaction,
        session,
        page.stream().filter(event -> isForeign(links.get(event.id()))).toList());
    List<NewEvent> news = new ArrayList<>();
    if (!links.isEmpty()) {
      appointments.lockDoctor(transaction, session.doctorId());
      for (Linked linked : inLockOrder(page, links)) {
        news.addAll(linkedEvents.apply(transaction, session, linked.link(), linked.event()));
      }
    }
    return news;
  }

  /**
   * Returns whether an event counts as the doctor's own. One that was let go and comes back, out of
   * the bin for instance, takes the doctor's time again.
   */
  private static boolean isForeign(@Nullable LinkRecord link) {
    return link == null
        || switch (LinkState.valueOf(link.getState())) {
          case REMOVED, UNLINKED -> true;
          case WANTED, WRITING, WRITTEN -> false;
        };
  }

  private record Linked(LinkRecord link, RemoteEvent event) {}

  /** Orders events by appointment; of an event that a page shows twice, the last one counts. */
  private static Collection<Linked> inLockOrder(
      List<RemoteEvent> page, Map<String, LinkRecord> links) {
    SortedMap<UUID, Linked> newest = new TreeMap<>();
    for (RemoteEvent event : page) {
      LinkRecord link = links.get(event.id());
      if (link != null) {
        newest.put(link.getAppointmentId(), new Linked(link, event));
      }
    }
    return newest.values();
  }
}

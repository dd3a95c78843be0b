package org.wardbell.activities.calendar.sync;

import io.opentelemetry.api.trace.SpanKind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.InboundChanges;
import org.wardbell.activities.calendar.google.event.RemoteEvent;
import org.wardbell.activities.calendar.link.LinkContents;
import org.wardbell.activities.calendar.link.LinkStore;
import org.wardbell.activities.calendar.sync.LinkedEventApplier.LinkedEvent;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.tracing.SpanName;
import org.wardbell.activities.tracing.TraceAttributes;
import org.wardbell.activities.tracing.TracedWork;
import org.wardbell.activities.tracing.Tracing;

/**
 * The applier of pages of Google's events. One page is one transaction: busy time, appointments,
 * links, the events that tell of them, and with the last page the sync token.
 */
final class PageApplier {
  private final SyncSessions sessions;
  private final SyncTokenCommit tokenCommit;
  private final InboundChanges appointments;
  private final LinkedEventApplier linkedEvents;
  private final EventPlaces places;

  PageApplier(
      SyncSessions sessions,
      SyncTokenCommit tokenCommit,
      InboundChanges appointments,
      LinkContents contents) {
    this.sessions = sessions;
    this.tokenCommit = tokenCommit;
    this.appointments = appointments;
    this.places = new EventPlaces(appointments);
    this.linkedEvents = new LinkedEventApplier(appointments, contents, places);
  }

  /**
   * Applies a page of changes that stands alone.
   *
   * @param nextSyncToken the token to store with it, or null if this ends no pull
   * @return the number of events that tell of it
   */
  int applyChanges(SyncSession session, List<RemoteEvent> page, @Nullable String nextSyncToken) {
    return applyChanges(session, page, new OpenMoves(), true, nextSyncToken);
  }

  /**
   * Applies a page of changes.
   *
   * @param open the moves that earlier pages left without room; what is left of them afterwards
   * @param last true if no page follows
   */
  int applyChanges(
      SyncSession session,
      List<RemoteEvent> page,
      OpenMoves open,
      boolean last,
      @Nullable String nextSyncToken) {
    return apply(
        session,
        page,
        open,
        last,
        transaction ->
            nextSyncToken == null
                ? List.of()
                : tokenCommit.incremental(transaction, session, nextSyncToken));
  }

  /** Applies a page of the whole window likewise. */
  int applyWindow(SyncSession session, List<RemoteEvent> page, OpenMoves open, boolean last) {
    return apply(
        session,
        page,
        open,
        last,
        transaction -> {
          LinkStore.seen(
              transaction,
              session.calendarId(),
              session.epoch(),
              page.stream().map(RemoteEvent::id).toList());
          return List.of();
        });
  }

  private int apply(
      SyncSession session,
      List<RemoteEvent> page,
      OpenMoves open,
      boolean last,
      Function<DSLContext, List<NewEvent>> more) {
    try (TracedWork traced = Tracing.part(SpanName.APPLY.text(), SpanKind.INTERNAL)) {
      int told = tell(session, page, open, last, more);
      traced.with(TraceAttributes.CHANGES, told);
      return told;
    }
  }

  private int tell(
      SyncSession session,
      List<RemoteEvent> page,
      OpenMoves open,
      boolean last,
      Function<DSLContext, List<NewEvent>> more) {
    boolean decide = last || open.isFull();
    List<RemoteEvent> all = open.with(page);
    List<RemoteEvent> putOff = new ArrayList<>();
    int told =
        sessions.tell(
            session,
            transaction -> {
              putOff.clear();
              List<NewEvent> news =
                  new ArrayList<>(apply(transaction, session, all, decide, putOff));
              news.addAll(more.apply(transaction));
              return news;
            });
    open.replace(putOff);
    return told;
  }

  /**
   * Completes a full sync, after its last page and the events that it did not show. Times that it
   * did not see go before its token is kept: after a crash the next one finds the rest.
   *
   * @param zone in which its whole days were read, or null if that is not known
   */
  int completeWindow(SyncSession session, String nextSyncToken, @Nullable ZoneId zone) {
    boolean more = true;
    while (more) {
      more = sessions.call(session, transaction -> BusyTimes.sweep(transaction, session));
    }
    return sessions.tell(
        session, transaction -> tokenCommit.full(transaction, session, nextSyncToken, zone));
  }

  /** Applies busy time first, so that an appointment may move to where the doctor made room. */
  private List<NewEvent> apply(
      DSLContext transaction,
      SyncSession session,
      List<RemoteEvent> page,
      boolean last,
      List<RemoteEvent> putOff) {
    List<String> ids = page.stream().map(RemoteEvent::id).toList();
    Map<String, LinkRecord> links = LinkStore.byEvent(transaction, session.calendarId(), ids);
    List<LinkRecord> claimed = places.claimed(transaction, session, page, links.keySet());
    EventPlaces.Claims claims = EventPlaces.Claims.NONE;
    if (!claimed.isEmpty()) {
      appointments.lockDoctor(transaction, session.doctorId());
      claims = places.settle(transaction, session, page, claimed, links.keySet(), last);
      links = LinkStore.byEvent(transaction, session.calendarId(), ids);
      putOff.addAll(claims.putOff());
    }
    Map<String, LinkRecord> former =
        LinkStore.byFormerEvent(transaction, session.calendarId(), ids);
    Set<String> own = new HashSet<>(links.keySet());
    own.addAll(former.keySet());
    BusyTimes.keep(
        transaction,
        session,
        page.stream().filter(event -> !own.contains(event.id())).toList(),
        claims.owners());
    if (own.isEmpty()) {
      return List.of();
    }
    appointments.lockDoctor(transaction, session.doctorId());
    List<NewEvent> news = new ArrayList<>();
    for (Collection<LinkedEvent> events :
        List.of(inLockOrder(page, former), inLockOrder(page, links))) {
      LinkedEventApplier.Outcome outcome = linkedEvents.apply(transaction, session, events, last);
      news.addAll(outcome.news());
      putOff.addAll(outcome.putOff());
    }
    return news;
  }

  /** Orders events by appointment; of an event that a page shows twice, the last one counts. */
  private static Collection<LinkedEvent> inLockOrder(
      List<RemoteEvent> page, Map<String, LinkRecord> links) {
    SortedMap<UUID, LinkedEvent> newest = new TreeMap<>();
    for (RemoteEvent event : page) {
      LinkRecord link = links.get(event.id());
      if (link != null) {
        newest.put(link.getAppointmentId(), new LinkedEvent(link, event));
      }
    }
    return newest.values();
  }
}

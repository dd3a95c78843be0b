package org.wardbell.activities.delivery.replay;

import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.database.generated.tables.records.ReplayRecord;
import org.wardbell.activities.database.generated.tables.records.WebhookRecord;
import org.wardbell.activities.delivery.matching.EventFilters.Verdict;
import org.wardbell.activities.delivery.matching.WebhookMatcher;
import org.wardbell.activities.delivery.replay.ReplayEventsQuery.Found;
import org.wardbell.activities.delivery.state.OperationalEvents;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.workflows.event.Subscription;

/**
 * Reads the next events of a replay job and asks the webhook's filter about them. Filters may take
 * their time, and so this is done while nothing is locked.
 */
final class ReplayPages {
  /** Events that one transaction looks at. */
  private static final int EVENTS = 200;

  /** With the last filter's 3 s it is less than the activity's heartbeat of 15 s. */
  static final Duration TIME = Duration.ofSeconds(5);

  private final DSLContext dsl;
  private final EventReader events;
  private final WebhookReader webhooks;
  private final Duration time;

  ReplayPages(DSLContext dsl, EventReader events, WebhookReader webhooks, Duration time) {
    this.dsl = dsl;
    this.events = events;
    this.webhooks = webhooks;
    this.time = time;
  }

  /**
   * A page of events.
   *
   * @param after the number of the job's cursor when it was read
   * @param version the webhook's, whose filter was asked
   * @param events in order; empty only if there are no more
   * @param matching those among them that the webhook asks for, or may ask for
   * @param undecided those among the matching ones whose filter found no time or place
   */
  record Page(
      long after, int version, List<Found> events, Set<UUID> matching, Set<UUID> undecided) {
    /** Returns whether the job and its webhook are still where they were. */
    boolean isOf(ReplayRecord job, WebhookRecord webhook) {
      return after == job.getLastEventNumber() && version == webhook.getVersion();
    }
  }

  /**
   * Reads on from the job's cursor.
   *
   * @param room no more than so many events that match are looked for
   */
  Page read(ReplayRecord job, int room) {
    WebhookRecord row = dsl.fetchSingle(WEBHOOK, WEBHOOK.ID.eq(job.getWebhookId()));
    KeptWebhook webhook = webhooks.read(dsl, row.getId(), row.getVersion());
    List<Found> found =
        ReplayEventsQuery.page(dsl, webhook.clinicId(), job.getLastEventNumber(), EVENTS);
    Set<UUID> matching = new HashSet<>();
    Set<UUID> undecided = new HashSet<>();
    long end = System.nanoTime() + time.toNanos();
    int looked = 0;
    while (looked < found.size()
        && matching.size() < room
        && (looked == 0 || System.nanoTime() - end < 0)) {
      Found event = found.get(looked++);
      Verdict verdict = ReplaySteps.isInRange(job, event) ? ask(webhook, event) : Verdict.NO;
      if (verdict == Verdict.YES || verdict == Verdict.DEFERRED) {
        matching.add(event.id());
      }
      if (verdict == Verdict.DEFERRED) {
        undecided.add(event.id());
      }
    }
    return new Page(
        job.getLastEventNumber(), row.getVersion(), found.subList(0, looked), matching, undecided);
  }

  /**
   * Asks whether the webhook wants an event. The event is opened only if a filter needs it, or if
   * it tells of a webhook, which may be this one. Where the filter fails the event's own delivery
   * said so; nothing is sent on a guess.
   */
  private Verdict ask(KeptWebhook webhook, Found found) {
    boolean subscribed = new Subscription(webhook.settings().events()).matches(found.type());
    boolean typeDecides =
        webhook.settings().filter() == null && !OperationalEvents.isOperational(found.type());
    if (!subscribed || typeDecides || !found.hasData()) {
      return subscribed ? Verdict.YES : Verdict.NO;
    }
    EventFacts event =
        events.open(dsl, dsl.selectFrom(EVENT).where(EVENT.ID.eq(found.id())).fetchSingle());
    return WebhookMatcher.matches(event, webhook);
  }
}

package org.wardbell.activities.delivery.express;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.EventRecord;
import org.wardbell.activities.delivery.attempt.RefusalNews;
import org.wardbell.activities.delivery.attempt.WebhookSlots;
import org.wardbell.activities.delivery.matching.EventFilters.Verdict;
import org.wardbell.activities.delivery.matching.WebhookMatcher;
import org.wardbell.activities.delivery.matching.WebhookMatcher.Candidate;
import org.wardbell.activities.delivery.state.ClaimClock;
import org.wardbell.activities.delivery.state.DeliveryBodies;
import org.wardbell.activities.delivery.state.DeliveryTransitions;
import org.wardbell.activities.delivery.state.Owner;
import org.wardbell.activities.delivery.state.Placement;
import org.wardbell.activities.delivery.state.PlannedDelivery;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.event.RecordedEvents;
import org.wardbell.activities.expression.Allowance;
import org.wardbell.activities.expression.Evaluations;
import org.wardbell.activities.expression.ExpressionOverload;
import org.wardbell.activities.request.RenderedBody;
import org.wardbell.activities.request.RequestRenderer;
import org.wardbell.activities.webhook.UnknownSettingsException;
import org.wardbell.activities.webhook.UnreadableWebhookException;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.workflows.delivery.OpenDelivery;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.webhook.WebhookSettings;

/**
 * The gate: in one transaction an event is matched, once and for all, and its deliveries written.
 */
final class DispatchStore {
  /** One transaction and one local activity stay short; the workflow comes back for the rest. */
  private static final int DELIVERIES_PER_DISPATCH = 500;

  /**
   * Bodies of one dispatch that are in memory at once, in bytes; the workflow comes back for the
   * rest.
   */
  private static final long BYTES_PER_DISPATCH = 16L * 1024 * 1024;

  /** Matching holds the events' rows locked; the workflow comes back for the rest. */
  private static final Duration TIME_PER_DISPATCH = Duration.ofSeconds(1);

  /**
   * The processor time that filters and transformations of one event have together: it holds up the
   * other events of the batch, and a local activity has 10 s.
   */
  private static final Duration EXPRESSIONS_PER_EVENT = Duration.ofSeconds(3);

  private final DSLContext dsl;
  private final EventReader events;
  private final EventStore eventStore;
  private final WebhookMatcher matcher;
  private final WebhookReader webhooks;
  private final RequestRenderer renderer;
  private final Encryption encryption;
  private final WebhookSlots slots;

  DispatchStore(
      DSLContext dsl,
      EventReader events,
      EventStore eventStore,
      WebhookMatcher matcher,
      WebhookReader webhooks,
      RequestRenderer renderer,
      Encryption encryption,
      WebhookSlots slots) {
    this.dsl = dsl;
    this.events = events;
    this.eventStore = eventStore;
    this.matcher = matcher;
    this.webhooks = webhooks;
    this.renderer = renderer;
    this.encryption = encryption;
    this.slots = slots;
  }

  /** Writes what is not written yet, and names what an earlier run left open. */
  DispatchPlan plan(EventBatch batch) {
    List<UUID> ids = batch.eventIds().stream().map(UUID::fromString).toList();
    DispatchPlan plan = dsl.transactionResult(transaction -> plan(transaction.dsl(), ids));
    RefusalNews.ofPlanned(plan.planned()).told();
    return plan;
  }

  private DispatchPlan plan(DSLContext transaction, List<UUID> ids) {
    List<EventRecord> rows =
        transaction
            .selectFrom(EVENT)
            .where(EVENT.ID.in(ids))
            .orderBy(EVENT.ID)
            .forUpdate()
            .fetchInto(EVENT);
    List<EventRecord> fresh =
        rows.stream()
            .filter(row -> row.getDispatchedAt() == null)
            .sorted(Comparator.comparing(DispatchStore::isCostly))
            .toList();
    List<UUID> earlier =
        rows.stream().filter(row -> row.getDispatchedAt() != null).map(EventRecord::getId).toList();
    List<PlannedDelivery> planned = new ArrayList<>();
    List<UUID> dispatched = new ArrayList<>();
    List<UUID> wake = List.of();
    RecordedEvents news = RecordedEvents.NONE;
    if (!fresh.isEmpty()) {
      long usableUntil = ClaimClock.usableUntilFromNow();
      Instant now = DatabaseClock.read(transaction);
      DispatchPlanner planner = new DispatchPlanner(transaction, slots, now);
      match(transaction, fresh, new ClaimClock(now, usableUntil), planner, planned, dispatched);
      DeliveryTransitions.plan(transaction, planned, now);
      wake = planner.close();
      markDispatched(transaction, dispatched, now);
      List<NewEvent> refusals = RefusalNews.ofPlanned(planned).events();
      news = refusals.isEmpty() ? news : eventStore.record(transaction, refusals);
    }
    return new DispatchPlan(
        planned, stillOpen(transaction, earlier), wake, news, dispatched.size() < fresh.size());
  }

  /** Returns whether the expressions of an event's clinic used much time lately: it goes last. */
  private static boolean isCostly(EventRecord row) {
    return Evaluations.usedLately(row.getClinicId()).compareTo(TIME_PER_DISPATCH) > 0;
  }

  private void match(
      DSLContext transaction,
      List<EventRecord> fresh,
      ClaimClock clock,
      DispatchPlanner planner,
      List<PlannedDelivery> planned,
      List<UUID> dispatched) {
    List<Candidate> candidates =
        matcher.candidates(
            transaction,
            fresh.stream().map(EventRecord::getClinicId).distinct().toList(),
            clock.now());
    long bytes = 0;
    long began = System.nanoTime();
    for (EventRecord row : fresh) {
      if (planned.size() >= DELIVERIES_PER_DISPATCH
          || bytes >= BYTES_PER_DISPATCH
          || System.nanoTime() - began > TIME_PER_DISPATCH.toNanos()) {
        return;
      }
      int before = planned.size();
      EventFacts event = events.open(row);
      Runnable matching = () -> match(event, candidates, planner, clock, planned);
      new Allowance(EXPRESSIONS_PER_EVENT).run(matching);
      bytes +=
          planned.subList(before, planned.size()).stream()
              .mapToLong(delivery -> delivery.body().bytes().length)
              .sum();
      dispatched.add(row.getId());
    }
  }

  private void match(
      EventFacts event,
      List<Candidate> candidates,
      DispatchPlanner planner,
      ClaimClock clock,
      List<PlannedDelivery> planned) {
    WebhookMatcher.matches(event, candidates)
        .forEach(
            (candidate, verdict) -> planned.add(plan(event, candidate, verdict, planner, clock)));
  }

  private PlannedDelivery plan(
      EventFacts event,
      Candidate candidate,
      Verdict verdict,
      DispatchPlanner planner,
      ClaimClock clock) {
    UUID id = Ids.next();
    if (verdict == Verdict.DEFERRED) {
      return deferred(id, event, candidate, planner, clock, true);
    }
    if (verdict == Verdict.FAILED) {
      return plan(id, event, candidate, planner, clock, RenderedBody.filterFailed());
    }
    if (!candidate.webhook().isReadable()) {
      return plan(id, event, candidate, planner, clock, RenderedBody.later());
    }
    try {
      RenderedBody body = renderer.body(candidate.webhook(), event, id);
      return plan(id, event, candidate, planner, clock, body);
    } catch (ExpressionOverload overload) {
      return deferred(id, event, candidate, planner, clock, false);
    }
  }

  /** Plans a delivery that waits until its filter or transformation could be evaluated. */
  private static PlannedDelivery deferred(
      UUID id,
      EventFacts event,
      Candidate candidate,
      DispatchPlanner planner,
      ClaimClock clock,
      boolean filterUndecided) {
    return new PlannedDelivery(
        id,
        event,
        candidate.webhook(),
        candidate.state(),
        planner.defer(candidate),
        RenderedBody.later(),
        null,
        clock.usableUntil(),
        filterUndecided);
  }

  private PlannedDelivery plan(
      UUID id,
      EventFacts event,
      Candidate candidate,
      DispatchPlanner planner,
      ClaimClock clock,
      RenderedBody body) {
    return new PlannedDelivery(
        id,
        event,
        candidate.webhook(),
        candidate.state(),
        body.problem() == null ? planner.place(candidate) : Placement.UNSENDABLE,
        body,
        candidate.webhook().isReadable() ? seal(event.clinic().id(), id, body) : null,
        clock.usableUntil(),
        !candidate.webhook().isReadable());
  }

  private @Nullable Sealed seal(UUID clinicId, UUID deliveryId, RenderedBody body) {
    return body.reproducible() || body.problem() != null
        ? null
        : encryption.seal(clinicId, DeliveryBodies.COLUMN, deliveryId, body.bytes());
  }

  private static void markDispatched(DSLContext transaction, List<UUID> ids, Instant now) {
    transaction.update(EVENT).set(EVENT.DISPATCHED_AT, now).where(EVENT.ID.in(ids)).execute();
  }

  private List<OpenDelivery> stillOpen(DSLContext transaction, Collection<UUID> eventIds) {
    if (eventIds.isEmpty()) {
      return List.of();
    }
    return transaction
        .select(DELIVERY.ID, DELIVERY.WEBHOOK_ID, WEBHOOK.VERSION)
        .from(DELIVERY)
        .join(WEBHOOK)
        .on(WEBHOOK.ID.eq(DELIVERY.WEBHOOK_ID))
        .where(DELIVERY.EVENT_ID.in(eventIds))
        .and(DELIVERY.OWNER.eq(Owner.EVENT.stored))
        .fetch(
            row ->
                new OpenDelivery(
                    row.value1().toString(),
                    row.value2().toString(),
                    timeout(transaction, row.value2(), row.value3())));
  }

  private int timeout(DSLContext transaction, UUID webhookId, int version) {
    try {
      return webhooks.read(transaction, webhookId, version).settings().timeoutSeconds();
    } catch (UnreadableWebhookException | UnknownSettingsException unread) {
      return WebhookSettings
          .DEFAULT_TIMEOUT_SECONDS; // The regular lane finds that out, and ends it.
    }
  }
}

package org.wardbell.activities.delivery.express;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.EventRecord;
import org.wardbell.activities.delivery.attempt.RefusalNews;
import org.wardbell.activities.delivery.attempt.ReservedSlots;
import org.wardbell.activities.delivery.attempt.SendingMemory;
import org.wardbell.activities.delivery.attempt.WebhookSlots;
import org.wardbell.activities.delivery.matching.EventFilters.Verdict;
import org.wardbell.activities.delivery.matching.WebhookMatcher;
import org.wardbell.activities.delivery.matching.WebhookMatcher.Candidate;
import org.wardbell.activities.delivery.state.DeliveryBodies;
import org.wardbell.activities.delivery.state.DeliveryTransitions;
import org.wardbell.activities.delivery.state.Owner;
import org.wardbell.activities.delivery.state.PlannedDelivery;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.expression.Allowance;
import org.wardbell.activities.expression.ExpressionOverload;
import org.wardbell.activities.request.RenderedBody;
import org.wardbell.activities.request.RequestRenderer;
import org.wardbell.activities.tracing.Tracing;
import org.wardbell.activities.webhook.UnknownSettingsException;
import org.wardbell.activities.webhook.UnreadableWebhookException;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.workflows.delivery.OpenDelivery;
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
  private static final long BYTES_PER_DISPATCH = 4L * 1024 * 1024;

  /** Matching holds the events' rows locked; the workflow comes back for the rest. */
  private static final Duration TIME_PER_DISPATCH = Duration.ofSeconds(1);

  /** The part of it that one clinic's events may take beside others'. */
  private static final Duration TIME_PER_CLINIC = Duration.ofMillis(250);

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
  private final SendingMemory memory;
  private final Tracing tracing;
  private final ClinicTurns turns = new ClinicTurns();

  DispatchStore(
      DSLContext dsl,
      EventReader events,
      EventStore eventStore,
      WebhookMatcher matcher,
      WebhookReader webhooks,
      RequestRenderer renderer,
      Encryption encryption,
      WebhookSlots slots,
      SendingMemory memory,
      Tracing tracing) {
    this.dsl = dsl;
    this.events = events;
    this.eventStore = eventStore;
    this.matcher = matcher;
    this.webhooks = webhooks;
    this.renderer = renderer;
    this.encryption = encryption;
    this.slots = slots;
    this.memory = memory;
    this.tracing = tracing;
  }

  /** Writes what is not written yet, and names what an earlier run left open. */
  DispatchPlan plan(List<UUID> ids, Map<UUID, EventReader.Unsealed> known) {
    DispatchTrace trace = new DispatchTrace(tracing);
    SendingMemory.Part taken = memory.part();
    ReservedSlots reserved = slots.reserved();
    boolean committed = false;
    try {
      DispatchPlan plan =
          Contention.result(
              dsl,
              transaction -> {
                taken.giveBack(); // By the try before this one.
                reserved.giveBack();
                trace.begin();
                return plan(EventRows.lock(transaction.dsl(), ids, known), taken, reserved, trace);
              });
      committed = true;
      trace.committed(plan.planned());
      RefusalNews.ofPlanned(plan.planned()).told();
      return plan.lighter();
    } finally {
      if (!committed) {
        taken.giveBack();
        reserved.giveBack();
      }
    }
  }

  private DispatchPlan plan(
      EventRows rows, SendingMemory.Part taken, ReservedSlots reserved, DispatchTrace trace) {
    DSLContext transaction = rows.transaction();
    List<UUID> earlier = rows.dispatched();
    List<EventRecord> fresh = rows.fresh();
    if (fresh.isEmpty()) {
      return new DispatchPlan(List.of(), stillOpen(transaction, earlier), List.of(), false);
    }
    List<MatchedDelivery> matched = new ArrayList<>();
    List<EventRecord> dispatched = new ArrayList<>();
    match(transaction, rows, fresh, matched, dispatched);
    // Only now are states locked, all at once and in their order, and for what is quick.
    DispatchPlanner planner = DispatchPlanner.lock(rows, reserved, taken, matched);
    List<PlannedDelivery> planned = matched.stream().map(planner::place).toList();
    DeliveryTransitions.plan(transaction, planned, planner.now());
    List<UUID> wake = planner.close(planned);
    markDispatched(transaction, dispatched, planner.now());
    List<NewEvent> refusals = RefusalNews.ofPlanned(planned).events();
    if (!refusals.isEmpty()) {
      trace.recorded(eventStore.record(transaction, refusals)); // The relay starts them.
    }
    trace.dispatched(dispatched);
    return new DispatchPlan(
        planned, stillOpen(transaction, earlier), wake, dispatched.size() < fresh.size());
  }

  private void match(
      DSLContext transaction,
      EventRows rows,
      List<EventRecord> fresh,
      List<MatchedDelivery> matched,
      List<EventRecord> dispatched) {
    List<Candidate> candidates =
        matcher.candidates(
            transaction, fresh.stream().map(EventRecord::getClinicId).distinct().toList());
    List<List<EventRecord>> clinics = turns.of(fresh);
    long timeOfOne = (clinics.size() == 1 ? TIME_PER_DISPATCH : TIME_PER_CLINIC).toNanos();
    long bytes = 0;
    long began = System.nanoTime();
    for (List<EventRecord> ofOne : clinics) {
      long turn = System.nanoTime();
      int done = 0;
      while (done < ofOne.size()
          && matched.size() < DELIVERIES_PER_DISPATCH
          && bytes < BYTES_PER_DISPATCH
          && System.nanoTime() - began < TIME_PER_DISPATCH.toNanos()
          && (done == 0 || System.nanoTime() - turn < timeOfOne)) {
        EventRecord row = ofOne.get(done);
        int before = matched.size();
        EventFacts event = rows.first(ofOne.subList(done, ofOne.size()), events);
        List<Candidate> enabled =
            candidates.stream().filter(one -> one.wasEnabledAt(row.getAcceptedAt())).toList();
        new Allowance(EXPRESSIONS_PER_EVENT).run(() -> match(event, enabled, matched));
        bytes +=
            matched.subList(before, matched.size()).stream()
                .mapToLong(delivery -> delivery.body().bytes().length)
                .sum();
        dispatched.add(row);
        done++;
      }
      turns.took(ofOne.getFirst().getClinicId(), done, System.nanoTime() - turn);
    }
  }

  private void match(EventFacts event, List<Candidate> candidates, List<MatchedDelivery> matched) {
    WebhookMatcher.matches(event, candidates)
        .forEach((candidate, verdict) -> matched.add(matched(event, candidate, verdict)));
  }

  private MatchedDelivery matched(EventFacts event, Candidate candidate, Verdict verdict) {
    UUID id = Ids.next();
    if (verdict == Verdict.DEFERRED) {
      return MatchedDelivery.deferred(id, event, candidate, true);
    }
    if (verdict == Verdict.FAILED) {
      return matched(id, event, candidate, RenderedBody.filterFailed());
    }
    if (!candidate.webhook().isReadable()) {
      return matched(id, event, candidate, RenderedBody.later());
    }
    try {
      return matched(id, event, candidate, renderer.body(candidate.webhook(), event, id));
    } catch (ExpressionOverload overload) {
      return MatchedDelivery.deferred(id, event, candidate, false);
    }
  }

  private MatchedDelivery matched(
      UUID id, EventFacts event, Candidate candidate, RenderedBody body) {
    return new MatchedDelivery(
        id,
        event,
        candidate,
        body,
        candidate.webhook().isReadable() ? seal(event.clinic().id(), id, body) : null,
        false,
        !candidate.webhook().isReadable());
  }

  private @Nullable Sealed seal(UUID clinicId, UUID deliveryId, RenderedBody body) {
    return body.reproducible() || body.problem() != null
        ? null
        : encryption.seal(clinicId, DeliveryBodies.COLUMN, deliveryId, body.bytes());
  }

  private static void markDispatched(DSLContext transaction, List<EventRecord> rows, Instant now) {
    if (!rows.isEmpty()) {
      List<UUID> ids = rows.stream().map(EventRecord::getId).toList();
      transaction.update(EVENT).set(EVENT.DISPATCHED_AT, now).where(EVENT.ID.in(ids)).execute();
    }
  }

  private List<OpenDelivery> stillOpen(DSLContext transaction, Collection<UUID> eventIds) {
    if (eventIds.isEmpty()) {
      return List.of();
    }
    return transaction
        .select(DELIVERY.ID, DELIVERY.WEBHOOK_ID, WEBHOOK.VERSION, WEBHOOK.NAME, DELIVERY.LAST_CODE)
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
                    timeout(transaction, row.value2(), row.value3()),
                    row.value4(),
                    row.value5()));
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

package org.wardbell.activities.delivery.drain;

import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.database.generated.tables.records.EventRecord;
import org.wardbell.activities.delivery.line.LineRows;
import org.wardbell.activities.delivery.state.ClaimClock;
import org.wardbell.activities.delivery.state.ClaimWriter;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.delivery.state.Lane;
import org.wardbell.activities.delivery.state.Lease;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.workflows.webhook.Pace;

/** Claims parked deliveries of one webhook. */
final class DrainStore {
  /**
   * Permits of a rate are taken this far ahead, so that a drain need not come back for each of
   * them; a claim is good for 7 s.
   */
  private static final Duration PACE_AHEAD = Duration.ofSeconds(3);

  /** While a drain works, the webhook's wake time is moved on no more often than this. */
  private static final Duration WAKE_STEP = Duration.ofSeconds(5);

  private final DSLContext dsl;
  private final OpenDeliveries openDeliveries;
  private final EventReader events;
  private final WebhookReader webhooks;
  private final ClaimWriter claims;
  private final LostDrains lost;
  private final Probes probes;

  DrainStore(
      DSLContext dsl,
      OpenDeliveries openDeliveries,
      EventReader events,
      WebhookReader webhooks,
      ClaimWriter claims,
      LostDrains lost,
      Probes probes) {
    this.dsl = dsl;
    this.openDeliveries = openDeliveries;
    this.events = events;
    this.webhooks = webhooks;
    this.claims = claims;
    this.lost = lost;
    this.probes = probes;
  }

  /**
   * A webhook at the beginning of a drain.
   *
   * @param withdrawn whether open deliveries of it have to be cancelled first
   * @param endsWaiting whether some may have waited too long
   */
  record Begun(KeptWebhook webhook, boolean withdrawn, boolean endsWaiting) {}

  /** Once per drain: takes back what an earlier drain lost, and frees what a circuit held back. */
  Begun begin(UUID webhookId) {
    return Contention.result(
        dsl,
        transaction -> {
          DSLContext inside = transaction.dsl();
          LockedWebhook locked = LockedWebhook.lock(inside, webhooks, webhookId);
          if (locked.state().woken()) {
            WebhookStateRows.woken(
                inside, webhookId, false); // Who parks from now on signals again.
          }
          if (!locked.withdrawn()) {
            lost.recover(inside, locked.webhook(), locked.now());
            if (!locked.state().circuit().open()) {
              openDeliveries.freeOldest(inside, webhookId, locked.now());
            }
          }
          return new Begun(locked.webhook(), locked.withdrawn(), ParkedEnds.mayConcern(locked));
        });
  }

  /**
   * Claims deliveries that are due: live ones before resends and replays, the oldest first; none
   * while the webhook has an obstacle, no more than its rate allows, and only a probe from time to
   * time while its circuit is open.
   */
  List<PacedClaim> claim(UUID webhookId, int atMost) {
    Claimed claimed = claim(webhookId, atMost, null);
    if (claimed.unrendered().isEmpty()) {
      return claimed.claims();
    }
    // Transformations may take their time, and so nothing is locked meanwhile.
    ClaimWriter.Rendered bodies = claims.render(claimed.webhook(), claimed.unrendered());
    return claim(webhookId, atMost, bodies).claims();
  }

  /**
   * The result of a claim.
   *
   * @param unrendered deliveries that need a body first; then nothing was claimed
   */
  private record Claimed(
      KeptWebhook webhook, List<PacedClaim> claims, List<ClaimWriter.Ready> unrendered) {}

  private Claimed claim(UUID webhookId, int atMost, ClaimWriter.@Nullable Rendered bodies) {
    return Contention.result(
        dsl,
        transaction -> {
          LockedWebhook locked = LockedWebhook.lock(transaction.dsl(), webhooks, webhookId);
          List<ClaimWriter.Ready> ready =
              UndecidedFilters.decide(
                  withEvents(transaction.dsl(), due(transaction.dsl(), locked, atMost)), locked);
          List<ClaimWriter.Ready> unrendered =
              ready.stream()
                  .filter(one -> !ClaimWriter.hasBody(one, locked.webhook(), bodies))
                  .toList();
          if (bodies == null && !unrendered.isEmpty()) {
            return new Claimed(locked.webhook(), List.of(), unrendered);
          }
          return new Claimed(
              locked.webhook(),
              claim(
                  transaction.dsl(),
                  locked,
                  ready.stream().filter(one -> !unrendered.contains(one)).toList(),
                  bodies),
              List.of());
        });
  }

  private List<DeliveryRecord> due(DSLContext transaction, LockedWebhook locked, int atMost) {
    if (locked.mayProbe()) {
      return probes.find(transaction, locked);
    }
    if (!locked.mayGo()) {
      return List.of();
    }
    Pace pace = locked.pace();
    int allowed = pace == null ? atMost : pace.permits(locked.now(), PACE_AHEAD, atMost);
    return DueDeliveriesQuery.lock(transaction, locked, allowed);
  }

  private List<PacedClaim> claim(
      DSLContext transaction,
      LockedWebhook locked,
      List<ClaimWriter.Ready> ready,
      ClaimWriter.@Nullable Rendered bodies) {
    if (ready.isEmpty()) {
      return List.of();
    }
    // From now on the claim is good, however long the locks were waited for.
    ClaimClock clock = ClaimClock.read(transaction);
    if (locked.mayProbe()) {
      probes.begin(transaction, locked, ready.getFirst().delivery(), clock.now());
    }
    List<ClaimedAttempt> claimed =
        claims.write(
            transaction,
            ready,
            bodies,
            new ClaimWriter.Common(locked.webhook(), locked.state(), Lane.DRAIN, clock));
    if (claimed.isEmpty()) {
      return List.of();
    }
    if (locked.ordered()) {
      LineRows.claimed(transaction, claimed.stream().map(ClaimedAttempt::deliveryId).toList());
    }
    moveTimes(transaction, locked, claimed.size(), clock.now());
    return IntStream.range(0, claimed.size())
        .mapToObj(i -> new PacedClaim(claimed.get(i), waitAfter(i, locked)))
        .toList();
  }

  private static Duration waitAfter(int others, LockedWebhook locked) {
    Pace pace = locked.pace();
    return pace == null ? Duration.ZERO : pace.waitAfter(others, locked.now());
  }

  private List<ClaimWriter.Ready> withEvents(DSLContext transaction, List<DeliveryRecord> due) {
    if (due.isEmpty()) {
      return List.of();
    }
    Map<UUID, EventRecord> rows =
        transaction
            .selectFrom(EVENT)
            .where(EVENT.ID.in(due.stream().map(DeliveryRecord::getEventId).toList()))
            .fetchMap(EVENT.ID);
    return due.stream()
        .map(
            delivery ->
                new ClaimWriter.Ready(
                    delivery,
                    events.open(
                        transaction,
                        Objects.requireNonNull(rows.get(delivery.getEventId()), "event row")),
                    null))
        .toList();
  }

  /**
   * Takes the rate's permits; and from the end of the lease on, the relay looks after the webhook
   * if its workflow is gone.
   */
  private static void moveTimes(
      DSLContext transaction, LockedWebhook locked, int claimed, Instant now) {
    Instant lease = Lease.end(now, locked.webhook().settings().timeoutSeconds());
    Instant known = locked.state().wakesAt();
    Pace pace = locked.pace();
    if (pace != null || known == null || known.plus(WAKE_STEP).isBefore(lease)) {
      WebhookStateRows.drained(
          transaction,
          locked.webhook().id(),
          lease,
          pace == null ? null : pace.after(claimed, locked.now()));
    }
  }
}

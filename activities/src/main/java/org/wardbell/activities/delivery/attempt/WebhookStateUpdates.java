package org.wardbell.activities.delivery.attempt;

import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.wardbell.activities.database.generated.tables.records.WebhookStateRecord;
import org.wardbell.activities.delivery.state.AttemptResult;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.delivery.state.OperationalEvents;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.webhook.DisabledReason;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.state.Circuit;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.activities.webhook.state.ProbeTimes;

/**
 * Lets webhooks' states learn from outcomes, in the order in which these are written: whether to
 * trust it with the express lane, whether it wants a pause, whether its circuit opens or closes,
 * whether it is given up. A healthy webhook's success writes nothing.
 */
public final class WebhookStateUpdates {
  private final OpenDeliveries openDeliveries;
  private final AutoDisable autoDisable;
  private final ProbeTimes times;

  /**
   * Webhooks whose state this process has seen troubled. A request that began when all was well may
   * be the success that ends the trouble.
   */
  private final Set<UUID> troubled = ConcurrentHashMap.newKeySet();

  public WebhookStateUpdates(OpenDeliveries openDeliveries, ProbeTimes times) {
    this.openDeliveries = openDeliveries;
    this.autoDisable = new AutoDisable(openDeliveries);
    this.times = times;
  }

  /**
   * What outcomes came to.
   *
   * @param news events to record
   * @param open webhooks among them whose circuit is open now
   * @param wakes webhooks whose workflow should look at once
   */
  record Learned(List<NewEvent> news, Set<UUID> open, List<UUID> wakes) {}

  /** Updates the states, in order of id as all locks of states are taken. */
  Learned learn(DSLContext transaction, List<AttemptResult> results, Instant now) {
    Map<UUID, List<AttemptResult>> byWebhook =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    result -> result.claim().webhook().id(), TreeMap::new, Collectors.toList()));
    Learned learned = new Learned(new ArrayList<>(), new HashSet<>(), new ArrayList<>());
    byWebhook.forEach(
        (id, group) -> {
          if (troubled.contains(id) || group.stream().anyMatch(WebhookStateUpdates::teaches)) {
            learn(transaction, id, group, now, learned);
          }
        });
    return learned;
  }

  private static boolean teaches(AttemptResult result) {
    return result.claim().troubled()
        || WebhookHealth.isSlow(result)
        || !WebhookHealth.delivered(result);
  }

  private void learn(
      DSLContext transaction, UUID id, List<AttemptResult> group, Instant now, Learned learned) {
    WebhookStateRecord row =
        transaction
            .selectFrom(WEBHOOK_STATE)
            .where(WEBHOOK_STATE.WEBHOOK_ID.eq(id))
            .forUpdate()
            .fetchSingle();
    WebhookHealth before = WebhookHealth.of(row);
    WebhookHealth after = before;
    for (AttemptResult result : group) {
      after = after.after(result, times, now);
      if (!WebhookHealth.delivered(result) && after.isNews()) {
        OperationalEvents.failing(result, after.failures()).ifPresent(learned.news()::add);
      }
    }
    remember(row, after);
    boolean forgiven = !after.circuit().troubled() && after.failures() == 0 && after.caution() == 0;
    if (forgiven) {
      troubled.remove(id);
    } else {
      troubled.add(id);
    }
    switchCircuit(transaction, row, before.circuit(), after.circuit(), now, learned);
    row.update();
    DisabledReason reason = AutoDisable.reason(group, after, now);
    if (reason != null) {
      disable(transaction, group.getLast(), reason, now, learned);
    }
  }

  private static void remember(WebhookStateRecord row, WebhookHealth health) {
    row.setCaution(health.caution());
    row.setConsecutiveFailures(health.failures());
    row.setFailingSince(health.failingSince());
    row.setLastSuccessAt(health.lastSuccess());
    row.setBlockedUntil(health.blockedUntil());
    health.circuit().write(row);
  }

  /** Opening and closing move the deliveries under the same lock, so that none is forgotten. */
  private void switchCircuit(
      DSLContext transaction,
      WebhookStateRecord row,
      Circuit before,
      Circuit after,
      Instant now,
      Learned learned) {
    UUID id = row.getWebhookId();
    if (after.open()) {
      learned.open().add(id);
    }
    if (after.open() && !before.open()) {
      openDeliveries.parkPending(transaction, id, ParkedReason.CIRCUIT);
      row.setWakesAt(after.probeAt());
      learned.wakes().add(id);
    } else if (before.open() && !after.open()) {
      openDeliveries.release(transaction, id, ParkedReason.CIRCUIT, now);
      row.setWakesAt(now);
      learned.wakes().add(id);
    }
  }

  private void disable(
      DSLContext transaction,
      AttemptResult last,
      DisabledReason reason,
      Instant now,
      Learned learned) {
    KeptWebhook webhook = last.claim().webhook();
    autoDisable
        .disable(transaction, webhook, last.claim().event().clinic().id(), reason, now)
        .ifPresent(learned.news()::add);
  }
}

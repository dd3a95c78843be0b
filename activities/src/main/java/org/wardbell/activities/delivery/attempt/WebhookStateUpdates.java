package org.wardbell.activities.delivery.attempt;

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
import org.wardbell.activities.delivery.state.AttemptResult;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.delivery.state.OperationalEvents;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.webhook.DisabledReason;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.state.Circuit;
import org.wardbell.activities.webhook.state.Observation;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.activities.webhook.state.ProbeTimes;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.activities.webhook.state.WebhookStateRows;

/**
 * Lets webhooks' states learn from outcomes, in the order in which these are written: whether to
 * trust it with the express lane, whether it wants a pause, whether its circuit opens or closes,
 * whether it is given up. A healthy webhook's success writes nothing.
 */
final class WebhookStateUpdates {
  private final OpenDeliveries openDeliveries;
  private final AutoDisable autoDisable;
  private final ProbeTimes times;

  /**
   * Webhooks whose state this process has seen troubled. A request that began when all was well may
   * be the success that ends the trouble.
   */
  private final Set<UUID> troubled = ConcurrentHashMap.newKeySet();

  WebhookStateUpdates(OpenDeliveries openDeliveries, ProbeTimes times) {
    this.openDeliveries = openDeliveries;
    this.autoDisable = new AutoDisable(openDeliveries);
    this.times = times;
  }

  /**
   * The effect of outcomes beside the state itself.
   *
   * @param news events to record
   * @param open webhooks among them whose circuit is open now
   * @param wakes webhooks whose workflow should look at once
   */
  record Learned(List<NewEvent> news, Set<UUID> open, List<UUID> wakes) {}

  /** Locks the states that these outcomes teach, in its turn. */
  Map<UUID, WebhookState> lock(DSLContext transaction, List<AttemptResult> results) {
    Set<UUID> taught = taught(results);
    return taught.isEmpty() ? Map.of() : WebhookStateRows.lock(transaction, taught);
  }

  /**
   * Locks the states that these outcomes teach, without waiting for anybody.
   *
   * @param busy gets the webhooks whose state somebody else has locked
   */
  Map<UUID, WebhookState> lockFree(
      DSLContext transaction, List<AttemptResult> results, Set<UUID> busy) {
    Set<UUID> taught = taught(results);
    Map<UUID, WebhookState> states = WebhookStateRows.lockFree(transaction, taught);
    taught.removeAll(states.keySet());
    if (!taught.isEmpty()) {
      busy.addAll(WebhookStateRows.existing(transaction, taught));
    }
    return states;
  }

  private Set<UUID> taught(List<AttemptResult> results) {
    return results.stream()
        .filter(result -> troubled.contains(webhook(result)) || teaches(result))
        .map(WebhookStateUpdates::webhook)
        .collect(Collectors.toSet());
  }

  /** Updates locked states; a webhook without one learns nothing. */
  Learned learn(
      DSLContext transaction,
      List<AttemptResult> results,
      Map<UUID, WebhookState> states,
      Instant now) {
    Map<UUID, List<AttemptResult>> byWebhook =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    WebhookStateUpdates::webhook, TreeMap::new, Collectors.toList()));
    Learned learned = new Learned(new ArrayList<>(), new HashSet<>(), new ArrayList<>());
    byWebhook.forEach(
        (id, group) -> {
          WebhookState state = states.get(id);
          if (state != null) {
            learn(transaction, state, group, now, learned);
          }
        });
    return learned;
  }

  private static UUID webhook(AttemptResult result) {
    return result.claim().webhook().id();
  }

  private static boolean teaches(AttemptResult result) {
    Observation seen = result.observation();
    return result.claim().troubled() || seen.slow() || !seen.delivered();
  }

  private void learn(
      DSLContext transaction,
      WebhookState before,
      List<AttemptResult> group,
      Instant now,
      Learned learned) {
    UUID id = before.webhookId();
    WebhookState after = before;
    for (AttemptResult result : group) {
      after = after.after(result.observation(), times, now);
      if (!result.observation().delivered() && after.isNews()) {
        OperationalEvents.failing(result, after.failures()).ifPresent(learned.news()::add);
      }
    }
    if (after.troubled() || after.circuit().troubled()) {
      troubled.add(id);
    } else {
      troubled.remove(id);
    }
    after = switchCircuit(transaction, before, after, now, learned);
    if (!after.equals(before)) {
      WebhookStateRows.update(transaction, after);
    }
    DisabledReason reason = AutoDisable.reason(group, after, now);
    if (reason != null) {
      disable(transaction, group.getLast(), reason, now, learned);
    }
  }

  /** Opening and closing move the deliveries under the same lock, so that none is forgotten. */
  private WebhookState switchCircuit(
      DSLContext transaction,
      WebhookState before,
      WebhookState after,
      Instant now,
      Learned learned) {
    UUID id = after.webhookId();
    Circuit circuit = after.circuit();
    if (circuit.open()) {
      learned.open().add(id);
    }
    if (circuit.open() == before.circuit().open()) {
      return after;
    }
    learned.wakes().add(id);
    if (circuit.open()) {
      openDeliveries.parkPending(transaction, id, ParkedReason.CIRCUIT);
      return after.wakingAt(circuit.probeAt());
    }
    openDeliveries.freeOldest(transaction, id, now);
    return after.wakingAt(now);
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
        .ifPresent(
            news -> {
              learned.news().add(news);
              learned.wakes().add(webhook.id());
            });
  }
}

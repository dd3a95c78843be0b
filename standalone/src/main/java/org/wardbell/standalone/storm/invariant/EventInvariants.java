package org.wardbell.standalone.storm.invariant;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The invariants of events, and of the answers to those who posted them. */
final class EventInvariants {
  static final String EXISTS = "every event that was answered 202 exists, and was dispatched";
  static final String ONE_LIVE = "one live delivery for each event and matching webhook";

  private EventInvariants() {}

  /** Checks I1. */
  static Finding everyAcceptedEventExists(Evidence evidence) {
    Tally tally = new Tally("I1", EXISTS);
    Map<UUID, EventRow> rows =
        evidence.events().stream().collect(Collectors.toMap(EventRow::id, Function.identity()));
    evidence
        .accepted()
        .forEach(
            (key, id) -> {
              EventRow row = rows.get(id);
              tally.check(
                  row != null && row.dispatched(),
                  () -> "%s, posted as %s: %s".formatted(id, key, row));
            });
    return tally.finding();
  }

  /** Checks I2. */
  static Finding oneLiveDeliveryForEachWebhook(Evidence evidence) {
    Tally tally = new Tally("I2", ONE_LIVE);
    Map<Place, Integer> live = new HashMap<>();
    for (DeliveryRow delivery : evidence.deliveries()) {
      if (delivery.live()) {
        live.merge(new Place(delivery.event(), delivery.webhook()), 1, Integer::sum);
      }
    }
    for (EventRow event : evidence.events()) {
      for (WebhookFacts webhook : evidence.webhooks()) {
        int there = live.getOrDefault(new Place(event.id(), webhook.id()), 0);
        boolean wanted =
            webhook.clinic().equals(event.clinic()) && webhook.types().contains(event.type());
        boolean kept = wanted ? (there == 1 || (there == 0 && !webhook.steady())) : there == 0;
        if (wanted || !kept) {
          tally.check(
              kept,
              () ->
                  "%d live deliveries of event %s to webhook %s (%s)"
                      .formatted(there, event.id(), webhook.id(), webhook.path()));
        }
      }
    }
    return tally.finding();
  }

  private record Place(UUID event, UUID webhook) {}

  /** Checks I5. */
  static Finding oneEventForEachKey(Evidence evidence) {
    Tally tally = new Tally("I5", "one event for each idempotency key; another body is 409");
    Set<UUID> answered = new HashSet<>();
    evidence
        .accepted()
        .forEach(
            (key, id) ->
                tally.check(answered.add(id), () -> "two keys have the event %s".formatted(id)));
    for (EventRow event : evidence.events()) {
      tally.check(
          answered.contains(event.id()),
          () -> "no client was answered the event %s".formatted(event.id()));
    }
    evidence.wrongAnswers().forEach(wrong -> tally.check(false, () -> wrong));
    return tally.finding();
  }
}

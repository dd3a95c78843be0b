package org.wardbell.standalone.storm.invariant;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The invariants of deliveries and of their attempts. */
final class DeliveryInvariants {
  private DeliveryInvariants() {}

  /** Checks I3. */
  static Finding everyDeliveryHasAnEndOrAnOwner(Evidence evidence) {
    Tally tally = new Tally("I3", "every delivery is final, or has an owner, a time and a reason");
    for (DeliveryRow delivery : evidence.deliveries()) {
      boolean isFinal = delivery.status().isFinal();
      tally.check(
          (delivery.owner() == null) == isFinal
              && delivery.wakes() != isFinal
              && (delivery.parkedReason() != null) == (delivery.status() == DeliveryStatus.PARKED),
          delivery::toString);
    }
    return tally.finding();
  }

  /** Checks that nothing is left to do when it is quiet. */
  static Finding nothingIsOpen(Evidence evidence) {
    Tally tally = new Tally("I3", "when it is quiet, every delivery and every attempt has ended");
    for (DeliveryRow delivery : evidence.deliveries()) {
      tally.check(
          delivery.status().isFinal()
              && evidence.attemptsOf(delivery.id()).stream().allMatch(a -> a.outcome() != null),
          () -> delivery + " with " + evidence.attemptsOf(delivery.id()));
    }
    return tally.finding();
  }

  /** Checks I7. */
  static Finding finalStatesStay(Evidence evidence) {
    Tally tally = new Tally("I7", "final states never change");
    Map<UUID, DeliveryStatus> now =
        evidence.deliveries().stream()
            .collect(Collectors.toMap(DeliveryRow::id, DeliveryRow::status));
    evidence
        .finals()
        .forEach(
            (id, then) ->
                tally.check(
                    then == now.get(id),
                    () -> "%s was %s and is %s".formatted(id, then, now.get(id))));
    return tally.finding();
  }

  /** Checks I8. */
  static Finding attemptsHaveNoGaps(Evidence evidence) {
    Tally tally = new Tally("I8", "attempt numbers have no gaps");
    for (DeliveryRow delivery : evidence.deliveries()) {
      List<Integer> numbers =
          evidence.attemptsOf(delivery.id()).stream().map(AttemptRow::ordinal).sorted().toList();
      List<Integer> wanted = IntStream.rangeClosed(1, delivery.attempts()).boxed().toList();
      tally.check(
          numbers.equals(wanted),
          () ->
              "%s counts %d attempts and has %s"
                  .formatted(delivery.id(), delivery.attempts(), numbers));
    }
    return tally.finding();
  }

  /** Checks I13. */
  static Finding noRowCrossesClinics(Evidence evidence) {
    Tally tally = new Tally("I13", "no row and no request crosses clinics");
    Map<UUID, UUID> ofEvent =
        evidence.events().stream().collect(Collectors.toMap(EventRow::id, EventRow::clinic));
    Map<UUID, UUID> ofWebhook =
        evidence.webhooks().stream()
            .collect(Collectors.toMap(WebhookFacts::id, WebhookFacts::clinic));
    Map<String, UUID> ofPath =
        evidence.webhooks().stream()
            .collect(Collectors.toMap(WebhookFacts::path, WebhookFacts::clinic));
    Map<UUID, DeliveryRow> deliveries =
        evidence.deliveries().stream()
            .collect(Collectors.toMap(DeliveryRow::id, Function.identity()));
    for (DeliveryRow delivery : evidence.deliveries()) {
      UUID clinic = delivery.clinic();
      tally.check(
          clinic.equals(ofEvent.getOrDefault(delivery.event(), clinic))
              && clinic.equals(ofWebhook.get(delivery.webhook()))
              && evidence.attemptsOf(delivery.id()).stream()
                  .allMatch(
                      attempt ->
                          attempt.clinic().equals(clinic)
                              && attempt.webhook().equals(delivery.webhook())),
          delivery::toString);
    }
    for (SeenDelivery seen : evidence.seen().values()) {
      DeliveryRow delivery = deliveries.get(seen.delivery());
      tally.check(
          delivery == null
              || (delivery.clinic().equals(ofPath.get(seen.path()))
                  && delivery.event().equals(seen.event())),
          () -> "%s came to %s".formatted(seen.delivery(), seen.path()));
    }
    return tally.finding();
  }
}

package org.wardbell.standalone.storm.invariant;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The invariants of the requests that receivers saw. */
final class RequestInvariants {
  static final String RECORDED = "every request that a receiver saw is an attempt's row";
  static final String TAKEN = "what is DELIVERED was taken by its receiver";

  private RequestInvariants() {}

  /** Checks I4. */
  static Finding everyRequestIsAnAttempt(Evidence evidence) {
    Tally tally = new Tally("I4", RECORDED);
    for (SeenDelivery seen : evidence.seen().values()) {
      long sent =
          evidence.attemptsOf(seen.delivery()).stream().filter(AttemptRow::mayHaveBeenSeen).count();
      for (int request = 1; request <= seen.requests(); request++) {
        tally.check(
            request <= sent,
            () ->
                "%s: %d requests came to %s, and its attempts are %s"
                    .formatted(
                        seen.delivery(),
                        seen.requests(),
                        seen.path(),
                        evidence.attemptsOf(seen.delivery())));
      }
    }
    return tally.finding();
  }

  /** Checks I6: equal bytes, good signatures. */
  static Finding repeatsAreEqualAndSigned(Evidence evidence) {
    Tally tally = new Tally("I6", "repeats have the same bytes and a valid signature");
    for (SeenDelivery seen : evidence.seen().values()) {
      tally.check(
          seen.sameBytes() && seen.unsigned() == 0,
          () -> "%s at %s: %s".formatted(seen.delivery(), seen.path(), seen));
    }
    return tally.finding();
  }

  /** Checks I6: what came twice. */
  static Finding everySecondSuccessHasAReason(Evidence evidence) {
    Tally tally = new Tally("I6", "a second success needs an attempt whose answer was lost");
    for (SeenDelivery seen : evidence.seen().values()) {
      tally.check(
          unrecorded(evidence, seen) == 0,
          () ->
              "%s was taken %d times, with %s"
                  .formatted(
                      seen.delivery(), seen.successes(), evidence.attemptsOf(seen.delivery())));
    }
    return tally.finding();
  }

  /** Returns how many successes of a delivery no row explains. */
  static long unrecorded(Evidence evidence, SeenDelivery seen) {
    long lost =
        evidence.attemptsOf(seen.delivery()).stream().filter(AttemptRow::lostItsAnswer).count();
    return Math.max(0, seen.successes() - 1 - lost);
  }

  /** Checks that what is called delivered was taken by its receiver. */
  static Finding everythingDeliveredWasTaken(Evidence evidence) {
    Tally tally = new Tally("I4", TAKEN);
    Map<UUID, DeliveryStatus> delivered =
        evidence.deliveries().stream()
            .filter(delivery -> delivery.status() == DeliveryStatus.DELIVERED)
            .collect(Collectors.toMap(DeliveryRow::id, DeliveryRow::status));
    for (UUID delivery : delivered.keySet()) {
      SeenDelivery seen = evidence.seen().get(delivery);
      tally.check(
          seen != null && seen.successes() > 0,
          () -> "%s is DELIVERED, and its receiver saw %s".formatted(delivery, seen));
    }
    return tally.finding();
  }
}

package org.wardbell.standalone.storm.invariant;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The invariants of events, deliveries and requests; their numbers are docs/invariants.md's. */
public final class Invariants {
  private static final List<Function<Evidence, Finding>> ALL =
      List.of(
          EventInvariants::everyAcceptedEventExists,
          EventInvariants::oneLiveDeliveryForEachWebhook,
          DeliveryInvariants::everyDeliveryHasAnEndOrAnOwner,
          DeliveryInvariants::nothingIsOpen,
          RequestInvariants::everyRequestIsAnAttempt,
          RequestInvariants::everythingDeliveredWasTaken,
          EventInvariants::oneEventForEachKey,
          RequestInvariants::repeatsAreEqualAndSigned,
          RequestInvariants::everySecondSuccessHasAReason,
          DeliveryInvariants::finalStatesStay,
          DeliveryInvariants::attemptsHaveNoGaps,
          DeliveryInvariants::noRowCrossesClinics);

  /** What these say breaks only if something is lost. */
  private static final Set<String> LOST =
      Set.of(EventInvariants.EXISTS, EventInvariants.ONE_LIVE, RequestInvariants.TAKEN);

  private static final Set<String> UNRECORDED = Set.of(RequestInvariants.RECORDED);

  private Invariants() {}

  /** Checks all of them. */
  public static List<Finding> check(Evidence evidence) {
    return ALL.stream().map(each -> each.apply(evidence)).toList();
  }

  /** Returns how many deliveries were taken more than once, and rows say why. */
  public static long twiceRecorded(Evidence evidence) {
    return twice(evidence)
        .filter(seen -> RequestInvariants.unrecorded(evidence, seen) == 0)
        .count();
  }

  /** Returns how many deliveries were taken more often than rows explain. */
  public static long twiceUnrecorded(Evidence evidence) {
    return twice(evidence).filter(seen -> RequestInvariants.unrecorded(evidence, seen) > 0).count();
  }

  /** Returns how many events or deliveries are not there, or were taken by nobody. */
  public static long lost(List<Finding> findings) {
    return violations(findings, LOST);
  }

  /** Returns how many requests no attempt's row explains. */
  public static long unrecorded(List<Finding> findings) {
    return violations(findings, UNRECORDED);
  }

  private static long violations(List<Finding> findings, Set<String> says) {
    return findings.stream()
        .filter(finding -> says.contains(finding.says()))
        .mapToLong(Finding::violations)
        .sum();
  }

  private static Stream<SeenDelivery> twice(Evidence evidence) {
    return evidence.seen().values().stream().filter(seen -> seen.successes() > 1);
  }
}

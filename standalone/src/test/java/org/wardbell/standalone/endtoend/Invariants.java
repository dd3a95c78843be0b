package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.wardbell.activities.database.generated.tables.records.AttemptRecord;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.simulator.receiver.ReceiverSimulator;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * The invariants after every storm, read from the database and from the receivers' logs. Numbers I1
 * to I8 are those of docs/invariants.md.
 */
final class Invariants {
  /** The receiver may have answered, but nobody heard it. */
  private static final Set<String> ANSWER_LOST =
      Set.of(AttemptOutcome.LOST.name(), AttemptOutcome.TIMEOUT.name());

  private final DSLContext database;
  private final ReceiverSimulator receiver;
  private final List<TestWebhook> webhooks;
  private final Map<UUID, String> finals = new HashMap<>();

  Invariants(DSLContext database, ReceiverSimulator receiver, List<TestWebhook> webhooks) {
    this.database = database;
    this.receiver = receiver;
    this.webhooks = List.copyOf(webhooks);
  }

  /** Remembers which deliveries are final now (I7 compares with it). */
  void rememberFinals() {
    for (DeliveryRecord delivery : database.fetch(DELIVERY)) {
      if (DeliveryStatus.valueOf(delivery.getStatus()).isFinal()) {
        finals.put(delivery.getId(), delivery.getStatus());
      }
    }
  }

  /** Deliveries that are not final. */
  int open() {
    return (int)
        database.fetchValues(DELIVERY.STATUS).stream()
            .filter(status -> !DeliveryStatus.valueOf(status).isFinal())
            .count();
  }

  /** Waits until every accepted event was dispatched and every delivery is final. */
  void awaitQuiet() {
    Await.until(
        "the end of all deliveries",
        () ->
            "%d not dispatched, %d open"
                .formatted(database.fetchCount(EVENT, EVENT.DISPATCHED_AT.isNull()), open()),
        "0 not dispatched, 0 open"::equals);
  }

  /** Checks all of them; every webhook here matches every event. */
  void hold(Map<String, UUID> accepted) {
    List<DeliveryRecord> deliveries = database.fetch(DELIVERY);
    Map<UUID, List<AttemptRecord>> attempts =
        database.fetch(ATTEMPT).stream()
            .collect(Collectors.groupingBy(AttemptRecord::getDeliveryId));
    Map<UUID, List<ReceivedRequest>> requests = requests();
    eventsExist(accepted);
    oneDeliveryForEach(accepted, deliveries);
    everyDeliveryHasAnEnd(deliveries);
    everyRequestIsAnAttempt(attempts, requests);
    repeatsAreEqualSignedAndRecorded(attempts, requests);
    finalStatesStayed(deliveries);
    attemptsHaveNoGaps(deliveries, attempts);
  }

  private Map<UUID, List<ReceivedRequest>> requests() {
    return webhooks.stream()
        .flatMap(webhook -> receiver.requests(webhook.path()).stream())
        .collect(Collectors.groupingBy(request -> UUID.fromString(request.webhookId())));
  }

  /** Checks I1, every 202's event exists, and I5, one event per key. */
  private void eventsExist(Map<String, UUID> accepted) {
    Result<? extends Record> rows =
        database
            .select(EVENT.ID)
            .from(EVENT)
            .where(EVENT.IDEMPOTENCY_FINGERPRINT.isNotNull())
            .fetch();
    assertThat(rows.getValues(EVENT.ID)).as("I1").containsAll(accepted.values());
    assertThat(rows).as("I5").hasSize(accepted.size());
    assertThat(accepted.values()).as("I5").doesNotHaveDuplicates();
  }

  /** Checks I2: exactly one live delivery for each event and matching webhook. */
  private void oneDeliveryForEach(Map<String, UUID> accepted, List<DeliveryRecord> deliveries) {
    List<String> expected = new ArrayList<>();
    for (UUID event : accepted.values()) {
      webhooks.forEach(webhook -> expected.add(event + " " + webhook.id()));
    }
    assertThat(deliveries)
        .as("I2")
        .extracting(delivery -> delivery.getEventId() + " " + delivery.getWebhookId())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  /**
   * Checks I3: every delivery is final, or due, or parked with a reason; and has one owner then.
   */
  private static void everyDeliveryHasAnEnd(List<DeliveryRecord> deliveries) {
    assertThat(deliveries)
        .as("I3")
        .allSatisfy(
            delivery -> {
              DeliveryStatus status = DeliveryStatus.valueOf(delivery.getStatus());
              assertThat(delivery.getOwner() == null).isEqualTo(status.isFinal());
              assertThat(delivery.getWakesAt() == null).isEqualTo(status.isFinal());
              assertThat(delivery.getParkedReason() != null)
                  .isEqualTo(status == DeliveryStatus.PARKED);
            });
  }

  /** Checks I4: every request that a receiver saw is an attempt's. */
  private static void everyRequestIsAnAttempt(
      Map<UUID, List<AttemptRecord>> attempts, Map<UUID, List<ReceivedRequest>> requests) {
    requests.forEach(
        (delivery, seen) ->
            assertThat(attempts.getOrDefault(delivery, List.of()).size())
                .as("I4: attempts of " + delivery)
                .isGreaterThanOrEqualTo(seen.size()));
  }

  /**
   * Checks I6: repeats have the same id and bytes and a valid signature; a second success needs an
   * attempt whose answer was lost.
   */
  private void repeatsAreEqualSignedAndRecorded(
      Map<UUID, List<AttemptRecord>> attempts, Map<UUID, List<ReceivedRequest>> requests) {
    Map<String, TestWebhook> byPath =
        webhooks.stream().collect(Collectors.toMap(TestWebhook::path, Function.identity()));
    requests.forEach(
        (delivery, seen) -> {
          assertThat(seen)
              .as("I6: bytes of " + delivery)
              .extracting(ReceivedRequest::text)
              .containsOnly(seen.getFirst().text());
          seen.forEach(
              request -> SignedRequest.verify(byPath.get(request.path()).secret(), request));
          long successes = seen.stream().filter(r -> r.answeredStatus() == 200).count();
          List<String> outcomes =
              attempts.getOrDefault(delivery, List.of()).stream()
                  .map(AttemptRecord::getOutcome)
                  .toList();
          long lost = outcomes.stream().filter(ANSWER_LOST::contains).count();
          assertThat(successes)
              .as("I6: successes of " + delivery + " with " + outcomes)
              .isLessThanOrEqualTo(lost + 1);
        });
  }

  /** Checks I7: final states never change. */
  private void finalStatesStayed(List<DeliveryRecord> deliveries) {
    Map<UUID, String> now =
        deliveries.stream()
            .collect(Collectors.toMap(DeliveryRecord::getId, DeliveryRecord::getStatus));
    assertThat(now).as("I7").containsAllEntriesOf(finals);
  }

  /** Checks I8: attempt numbers have no gaps. */
  private static void attemptsHaveNoGaps(
      List<DeliveryRecord> deliveries, Map<UUID, List<AttemptRecord>> attempts) {
    for (DeliveryRecord delivery : deliveries) {
      assertThat(attempts.getOrDefault(delivery.getId(), List.of()))
          .as("I8: " + delivery.getId())
          .extracting(AttemptRecord::getOrdinal)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.rangeClosed(1, delivery.getAttempts()).boxed().toList());
    }
  }
}

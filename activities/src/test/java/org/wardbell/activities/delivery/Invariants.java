package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.wardbell.activities.database.generated.tables.records.AttemptRecord;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * What must be true after every storm, whatever the receivers did, read from the database and from
 * what the well-behaved receiver saw. Every webhook here matches every event of its clinic.
 */
final class Invariants {
  private final DSLContext database;
  private final Map<UUID, String> finals = new HashMap<>();

  Invariants(DSLContext database) {
    this.database = database;
  }

  /** Remembers which deliveries are final by now; they must stay so. */
  void rememberFinals() {
    for (DeliveryRecord delivery : database.fetch(DELIVERY)) {
      if (DeliveryStatus.valueOf(delivery.getStatus()).isFinal()) {
        finals.put(delivery.getId(), delivery.getStatus());
      }
    }
  }

  /** All that concern rows, for these accepted events and webhooks. */
  void hold(List<UUID> accepted, List<UUID> webhooks) {
    assertThat(database.fetchValues(EVENT.ID)).as("accepted events exist").containsAll(accepted);
    List<DeliveryRecord> deliveries =
        database.fetch(DELIVERY, DELIVERY.EVENT_ID.in(accepted), DELIVERY.WEBHOOK_ID.in(webhooks));
    assertThat(deliveries)
        .as("one delivery per event and webhook")
        .extracting(each -> each.getEventId() + " " + each.getWebhookId())
        .doesNotHaveDuplicates()
        .containsAll(expected(accepted, webhooks));
    deliveries.forEach(Invariants::hasAnEndOrAnOwner);
    finals.forEach(
        (id, status) ->
            assertThat(database.fetchSingle(DELIVERY, DELIVERY.ID.eq(id)).getStatus())
                .as("final states never change")
                .isEqualTo(status));
    Map<UUID, List<AttemptRecord>> attempts =
        database.fetch(ATTEMPT).stream()
            .collect(Collectors.groupingBy(AttemptRecord::getDeliveryId));
    deliveries.forEach(each -> hasNoGaps(each, attempts.getOrDefault(each.getId(), List.of())));
    nothingCrossesClinics();
  }

  /** What answered 410 was disabled, and matches no later event. */
  private List<String> expected(List<UUID> accepted, List<UUID> webhooks) {
    List<UUID> enabled =
        database.fetchValues(WEBHOOK.ID, WEBHOOK.ID.in(webhooks).and(WEBHOOK.ENABLED.isTrue()));
    return accepted.stream()
        .flatMap(event -> enabled.stream().map(webhook -> event + " " + webhook))
        .toList();
  }

  private static void hasAnEndOrAnOwner(DeliveryRecord delivery) {
    DeliveryStatus status = DeliveryStatus.valueOf(delivery.getStatus());
    assertThat(delivery.getOwner() == null).as("owner of " + status).isEqualTo(status.isFinal());
    if (status != DeliveryStatus.PARKED) { // Its webhook wakes it.
      assertThat(delivery.getWakesAt() == null).as("wake of " + status).isEqualTo(status.isFinal());
    }
    assertThat(delivery.getParkedReason() != null)
        .as("reason of " + status)
        .isEqualTo(status == DeliveryStatus.PARKED);
  }

  private static void hasNoGaps(DeliveryRecord delivery, List<AttemptRecord> attempts) {
    assertThat(attempts)
        .as("attempts of a delivery that is " + delivery.getStatus())
        .extracting(AttemptRecord::getOrdinal)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, delivery.getAttempts()).boxed().toList());
  }

  private void nothingCrossesClinics() {
    assertThat(
            database.fetchCount(
                DELIVERY
                    .join(EVENT)
                    .on(EVENT.ID.eq(DELIVERY.EVENT_ID))
                    .join(WEBHOOK)
                    .on(WEBHOOK.ID.eq(DELIVERY.WEBHOOK_ID)),
                WEBHOOK.CLINIC_ID.ne(EVENT.CLINIC_ID)))
        .as("deliveries of another clinic's events")
        .isZero();
  }

  /** Each request is an attempt, and those of a delivery have the same bytes. */
  void areRecorded(List<ReceivedRequest> requests) {
    Map<UUID, List<ReceivedRequest>> byDelivery =
        requests.stream().collect(Collectors.groupingBy(each -> UUID.fromString(each.webhookId())));
    byDelivery.forEach(
        (delivery, seen) -> {
          assertThat(database.fetchCount(ATTEMPT, ATTEMPT.DELIVERY_ID.eq(delivery)))
              .as("attempts of a delivery that was seen %d times", seen.size())
              .isGreaterThanOrEqualTo(seen.size());
          assertThat(seen).extracting(ReceivedRequest::text).containsOnly(seen.getFirst().text());
        });
  }

  /** No request of that receiver repeats a delivery, and none was lost on the way. */
  void areDeliveredOnce(UUID webhook, List<ReceivedRequest> requests) {
    assertThat(requests)
        .extracting(each -> UUID.fromString(each.webhookId()))
        .containsExactlyInAnyOrderElementsOf(
            database.fetchValues(DELIVERY.ID, DELIVERY.WEBHOOK_ID.eq(webhook)));
    assertThat(
            database.fetchValues(
                ATTEMPT.OUTCOME,
                ATTEMPT.DELIVERY_ID.in(
                    database.fetchValues(DELIVERY.ID, DELIVERY.WEBHOOK_ID.eq(webhook)))))
        .containsOnly(AttemptOutcome.DELIVERED.name());
  }

  /** No table holds these words in the clear, in any column. */
  void areNowhereInTheClear(List<String> words) {
    // jOOQ's meta() would read the columns of every database of the server, which takes a minute.
    for (String table :
        database
            .fetch("select table_name from information_schema.tables where table_schema = schema()")
            .getValues(0, String.class)) {
      for (Record row : database.selectFrom(table(name(table))).fetch()) {
        for (int i = 0; i < row.size(); i++) {
          String value =
              row.get(i) instanceof byte[] bytes
                  ? new String(bytes, StandardCharsets.UTF_8)
                  : String.valueOf(row.get(i));
          assertThat(words).as(table + "." + row.field(i).getName()).noneMatch(value::contains);
        }
      }
    }
  }
}

package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.DATA_KEY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.EventRecord;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.workflows.event.EventBatch;

/** Events of several clinics in one batch: what is wrong with one costs the others nothing. */
final class BatchIsolationTest extends DeliveryTest {
  /** Takes tens of milliseconds, and less than an expression may. */
  private static final String SLOW_FILTER =
      "$count($filter([1..1500], function($v) { $v % 7 = 0 })) > 0";

  private UUID another() {
    UUID clinic = Ids.next();
    harness
        .dsl()
        .insertInto(CLINIC)
        .set(CLINIC.ID, clinic)
        .set(CLINIC.NAME, "Branch " + clinic)
        .set(CLINIC.TIME_ZONE, "Europe/Berlin")
        .set(CLINIC.CREATED_AT, Instant.now())
        .execute();
    return clinic;
  }

  private List<String> accept(UUID clinic, int count) {
    List<NewEvent> events =
        Stream.generate(
                () ->
                    new NewEvent(
                        clinic,
                        "appointment.booked",
                        null,
                        "api",
                        null,
                        null,
                        "{\"appointment_id\":1}".getBytes(StandardCharsets.UTF_8)))
            .limit(count)
            .toList();
    return harness.intake.accept(events).stream().map(each -> each.id().toString()).toList();
  }

  @SafeVarargs
  private static EventBatch batch(List<String>... parts) {
    List<String> ids = new ArrayList<>();
    for (List<String> part : parts) {
      ids.addAll(part);
    }
    return new EventBatch(ids);
  }

  private EventRecord row(String id) {
    return harness.dsl().fetchSingle(EVENT, EVENT.ID.eq(UUID.fromString(id)));
  }

  @Test
  void event_ofAClinicWhoseKeyIsDamaged_isPutAsideVisiblyAndTheOthersGo() {
    harness.webhook(WebhookBuilder.at("/isolation/key"));
    UUID damaged = another();
    List<String> before = accept(harness.clinic, 5);
    String poison = accept(damaged, 1).getFirst();
    List<String> after = accept(harness.clinic, 5);
    byte[] key =
        harness.dsl().fetchSingle(DATA_KEY, DATA_KEY.SCOPE.eq(damaged)).getKeysetCiphertext();
    keep(damaged, new byte[key.length]);
    WorkerProcess fresh = harness.freshProcess();

    dispatchAll(fresh, batch(before, List.of(poison), after));

    DeliveryHarness.await("the others", () -> delivered() == 10);
    assertThat(row(poison).getDispatchedAt()).isNull();
    assertThat(row(poison).getDispatchProblem()).isEqualTo("data_key_unreadable");
    assertThat(row(poison).getDispatchFailures()).isEqualTo(1);
    assertThat(failures("data_key_unreadable")).isPositive();

    // Put aside, it costs nothing; its time comes, and it fails again; mended, it goes.
    assertThat(fresh.dispatch().dispatch(batch(List.of(poison))).more()).isFalse();
    assertThat(row(poison).getDispatchFailures()).isEqualTo(1);
    Duration first = timeLeft(poison);
    letItsTimeCome(poison);
    fresh.dispatch().dispatch(batch(List.of(poison)));
    assertThat(row(poison).getDispatchFailures()).isEqualTo(2);
    letItsTimeCome(poison);
    fresh.dispatch().dispatch(batch(List.of(poison)));
    assertThat(timeLeft(poison)).isGreaterThan(first);
    keep(damaged, key);
    letItsTimeCome(poison);
    fresh.dispatch().dispatch(batch(List.of(poison)));
    assertThat(row(poison).getDispatchedAt()).isNotNull();
  }

  @Test
  void event_ofAClinicWhoseRowIsGone_isPutAsideVisiblyAndTheOthersGo() {
    harness.webhook(WebhookBuilder.at("/isolation/clinic"));
    UUID gone = another();
    List<String> poison = accept(gone, 3);
    List<String> others = accept(harness.clinic, 20);
    harness.dsl().deleteFrom(CLINIC).where(CLINIC.ID.eq(gone)).execute();

    dispatchAll(harness.freshProcess(), batch(poison, others));

    DeliveryHarness.await("the others", () -> delivered() == 20);
    assertThat(poison)
        .allSatisfy(id -> assertThat(row(id).getDispatchProblem()).isEqualTo("clinic_missing"));
  }

  @Test
  void events_besideAClinicWhoseExpressionsAreSlow_goFirst() {
    UUID slow = another();
    for (int i = 0; i < 10; i++) {
      harness.webhook(
          slow, WebhookBuilder.at("/isolation/slow" + i).with(one -> one.filter(SLOW_FILTER)));
    }
    harness.webhook(WebhookBuilder.at("/isolation/quick"));
    List<String> slowOnes = accept(slow, 40);
    List<String> quickOnes = accept(harness.clinic, 10);
    WorkerProcess fresh = harness.freshProcess();

    dispatchAll(fresh, batch(slowOnes, quickOnes));

    Instant quick =
        quickOnes.stream()
            .map(id -> row(id).getDispatchedAt())
            .max(Instant::compareTo)
            .orElseThrow();
    assertThat(slowOnes)
        .filteredOn(id -> row(id).getDispatchedAt().isBefore(quick))
        .as("slow events that the quick ones, which came later, had to wait for")
        .hasSizeLessThan(slowOnes.size() / 2);
    DeliveryHarness.await(
        "the quick ones", () -> harness.receiver.requests("/isolation/quick").size() == 10);
  }

  private static void dispatchAll(WorkerProcess process, EventBatch batch) {
    while (process.dispatch().dispatch(batch).more()) {
      // As the workflow does.
    }
  }

  private long delivered() {
    return harness.statuses().stream().filter("DELIVERED"::equals).count();
  }

  private double failures(String problem) {
    return harness
        .registry
        .get("wardbell.dispatch.failures")
        .tag("problem", problem)
        .counter()
        .count();
  }

  private void keep(UUID clinic, byte[] keyset) {
    harness
        .dsl()
        .update(DATA_KEY)
        .set(DATA_KEY.KEYSET_CIPHERTEXT, keyset)
        .where(DATA_KEY.SCOPE.eq(clinic))
        .execute();
  }

  private Duration timeLeft(String id) {
    return Duration.between(DatabaseClock.read(harness.dsl()), row(id).getDispatchAfter());
  }

  private void letItsTimeCome(String id) {
    harness
        .dsl()
        .update(EVENT)
        .set(EVENT.DISPATCH_AFTER, DatabaseClock.now())
        .where(EVENT.ID.eq(UUID.fromString(id)))
        .execute();
  }
}

package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CLINIC;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.workflows.event.DispatchResult;
import org.wardbell.workflows.event.EventBatch;

/**
 * A burst right after the start, when no clinic is remembered: 00:00 the server starts, 00:01 as
 * many batches are dispatched at once as there are connections, each by a transaction that needs
 * its clinic's facts and key.
 */
final class ConnectionsTest extends DeliveryTest {
  /** As many as the harness has connections for sending: if one wanted two, all would wait. */
  private static final int AT_ONCE = 7;

  @Test
  void burst_ofClinicsThatNobodyRemembers_isDispatchedWithoutWaitingForConnections()
      throws Exception {
    List<EventBatch> batches = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      batches.add(eventOfANewClinic());
    }
    WorkerProcess fresh = harness.freshProcess();
    CyclicBarrier together = new CyclicBarrier(AT_ONCE);

    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<DispatchResult>> results = new ArrayList<>();
      for (EventBatch batch : batches) {
        results.add(
            threads.submit(
                () -> {
                  together.await();
                  return fresh.dispatch().dispatch(batch);
                }));
      }
      for (Future<DispatchResult> result : results) {
        assertThat(result.get().more()).isFalse();
      }
    }
  }

  private EventBatch eventOfANewClinic() {
    UUID clinic = Ids.next();
    harness
        .dsl()
        .insertInto(CLINIC)
        .set(CLINIC.ID, clinic)
        .set(CLINIC.NAME, "Branch " + clinic)
        .set(CLINIC.TIME_ZONE, "Europe/Berlin")
        .set(CLINIC.CREATED_AT, Instant.now())
        .execute();
    NewEvent event =
        new NewEvent(
            clinic,
            "appointment.booked",
            "appointment/1",
            "api",
            null,
            null,
            "{}".getBytes(StandardCharsets.UTF_8));
    return new EventBatch(
        List.of(harness.intake.accept(List.of(event)).getFirst().id().toString()));
  }
}

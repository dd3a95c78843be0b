package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.erasure.Erasures;
import org.wardbell.activities.erasure.KeptErasure;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.retention.Sweeps;
import org.wardbell.workflows.event.EventBatch;

/**
 * A sweep beside clocks that are wrong, periods that change, other sweeps, erasures and traffic.
 */
final class SweepTroublesTest extends DeliveryTest {
  private static final String BODY = "{\"patient\":\"{{patient_name}}\"}";

  private final UUID other = Ids.next();
  private Sweeps sweeps;

  @BeforeEach
  void begin() {
    sweeps = new Sweeps(harness.dsl(), harness.engine.beans());
    harness
        .dsl()
        .insertInto(CLINIC)
        .set(CLINIC.ID, other)
        .set(CLINIC.NAME, "Hillside " + other)
        .set(CLINIC.TIME_ZONE, "Asia/Kolkata")
        .set(CLINIC.CREATED_AT, Instant.now())
        .onDuplicateKeyIgnore()
        .execute();
  }

  @AfterEach
  void forget() {
    sweeps.forget();
  }

  @Test
  void event_ofAMachineWhoseClockWasAYearAhead_holdsUpNoSweep_andEndsByItsRealAge() {
    UUID ahead = dispatched(harness.clinic, 1).getFirst();
    made(ahead, Duration.ofDays(365));
    List<UUID> behind = dispatched(harness.clinic, 3);
    sweeps.keep(harness.clinic, 0, 0);

    sweeps.sweep();

    assertThat(harness.dsl().fetchCount(EVENT, EVENT.ID.in(behind))).isZero();
    assertThat(harness.dsl().fetchCount(EVENT, EVENT.CLINIC_ID.eq(harness.clinic))).isZero();
  }

  @Test
  void event_ofAMachineWhoseClockWasBehind_isKeptForItsDays() {
    harness.webhook(WebhookBuilder.at("/sweep/behind").withBody(BODY));
    UUID event = dispatched(harness.clinic, 1).getFirst();
    UUID old = Ids.firstOf(Instant.now().minus(Duration.ofDays(400)));
    harness.dsl().update(DELIVERY).set(DELIVERY.EVENT_ID, old).execute();
    harness.dsl().update(EVENT).set(EVENT.ID, old).where(EVENT.ID.eq(event)).execute();

    sweeps.sweep();

    assertThat(data(harness.clinic)).isEqualTo(1);
    assertThat(harness.dsl().fetchCount(DELIVERY, DELIVERY.BODY_CIPHERTEXT.isNotNull()))
        .isEqualTo(1);
  }

  @Test
  void period_madeLongerWhileASweepRuns_holdsAtOnce_forItsClinicOnly() {
    dispatched(harness.clinic, 5);
    dispatched(other, 5);
    sweeps.keep(harness.clinic, 0, 0);
    sweeps.keep(other, 0, 0);
    UUID run = sweeps.begin();

    sweeps.keep(harness.clinic, 30, 90);
    finish(sweeps, run);

    assertThat(data(harness.clinic)).isEqualTo(5);
    assertThat(harness.dsl().fetchCount(EVENT, EVENT.CLINIC_ID.eq(other))).isZero();
  }

  @Test
  void period_madeShorterWhileASweepRuns_holdsFromTheNextOn() {
    dispatched(harness.clinic, 5);
    UUID run = sweeps.begin();

    sweeps.keep(harness.clinic, 0, 0);
    finish(sweeps, run);
    assertThat(data(harness.clinic)).isEqualTo(5);

    sweeps.sweep();
    assertThat(data(harness.clinic)).isZero();
  }

  @Test
  void sweeps_ofThreeProcesses_besideTrafficAndAnErasure_endEachRowOnce_andNothingThatIsNew()
      throws Exception {
    UUID paused = harness.webhook(WebhookBuilder.at("/sweep/open").withBody(BODY));
    harness.pause(paused);
    harness.webhook(WebhookBuilder.at("/sweep/sent").withBody(BODY));
    harness.webhook(other, WebhookBuilder.at("/sweep/other").withBody(BODY));
    List<UUID> old = dispatched(harness.clinic, 400);
    List<UUID> others = dispatched(other, 40);
    sweeps.keep(harness.clinic, 0, 90);
    sweeps.keep(other, 30, 90);
    UUID run = sweeps.begin();
    List<WorkerProcess> processes = List.of(harness.process(), harness.process());
    Erasures erasures = new Erasures(harness.dsl(), harness.engine.beans());
    KeptErasure erasure = erasures.begin(harness.clinic, "appointment/7");
    AtomicBoolean over = new AtomicBoolean();
    List<UUID> fresh = new ArrayList<>();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> working = new ArrayList<>();
      for (WorkerProcess process : processes) {
        Sweeps theirs = new Sweeps(harness.dsl(), process.beans());
        assertThat(theirs.begin()).isEqualTo(run);
        working.add(threads.submit(() -> finish(theirs, run)));
      }
      working.add(threads.submit(() -> finish(sweeps, run)));
      Future<?> erasing =
          threads.submit(
              () -> DeliveryHarness.await("erased", () -> erasures.run(erasure.id(), 7)));
      Future<?> writing =
          threads.submit(
              () -> {
                while (!over.get()) {
                  fresh.addAll(dispatched(harness.clinic, 5));
                }
              });
      try {
        for (Future<?> each : working) {
          each.get();
        }
      } finally {
        over.set(true);
      }
      writing.get();
      erasing.get();
    }

    assertThat(data(old)).isZero();
    assertThat(bodies(old)).isZero();
    assertThat(data(others)).isEqualTo(40);
    assertThat(bodies(others)).isEqualTo(40);
    assertThat(fresh).isNotEmpty();
    List<UUID> kept = fresh.stream().filter(event -> !erased(event)).toList();
    assertThat(data(kept)).isEqualTo(kept.size());
    assertThat(open(old)).isZero();
    var share = sweeps.share(run, harness.clinic);
    assertThat(share.getFinishedAt()).isNotNull();
    // What the erasure was first with was no longer there for the sweep.
    assertThat(share.getPayloads()).isBetween(old.size() - erasedOf(old), (long) old.size());
    assertThat(
            harness
                .dsl()
                .fetchCount(
                    EVENT, EVENT.TYPE.eq("delivery.exhausted"), EVENT.CLINIC_ID.eq(harness.clinic)))
        .isEqualTo((int) (long) share.getExpired());
    erasures.forget();
  }

  private static void finish(Sweeps sweeps, UUID run) {
    while (!sweeps.work(run)) {
      // Another activity goes on.
    }
  }

  /** Gives an event the id that a process would have made whose clock is off by so much. */
  private void made(UUID event, Duration off) {
    harness
        .dsl()
        .update(EVENT)
        .set(EVENT.ID, Ids.firstOf(Instant.now().plus(off)))
        .where(EVENT.ID.eq(event))
        .execute();
  }

  private List<UUID> dispatched(UUID clinic, int count) {
    List<NewEvent> events =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new NewEvent(
                        clinic,
                        "appointment.booked",
                        "appointment/" + i % 50,
                        "api",
                        null,
                        null,
                        "{\"patient_name\":\"Grace\"}".getBytes(StandardCharsets.UTF_8)))
            .toList();
    List<UUID> ids = new ArrayList<>();
    for (int from = 0; from < count; from += 50) {
      List<UUID> some =
          harness.intake.accept(events.subList(from, Math.min(count, from + 50))).stream()
              .map(one -> one.id())
              .toList();
      harness
          .engine
          .dispatch()
          .dispatch(new EventBatch(some.stream().map(UUID::toString).toList()));
      ids.addAll(some);
    }
    return ids;
  }

  private int data(UUID clinic) {
    return harness
        .dsl()
        .fetchCount(EVENT, EVENT.CLINIC_ID.eq(clinic), EVENT.DATA_CIPHERTEXT.isNotNull());
  }

  private int data(List<UUID> events) {
    return harness.dsl().fetchCount(EVENT, EVENT.ID.in(events), EVENT.DATA_CIPHERTEXT.isNotNull());
  }

  private int bodies(List<UUID> events) {
    return harness
        .dsl()
        .fetchCount(DELIVERY, DELIVERY.EVENT_ID.in(events), DELIVERY.BODY_CIPHERTEXT.isNotNull());
  }

  private int open(List<UUID> events) {
    return harness
        .dsl()
        .fetchCount(
            DELIVERY, DELIVERY.EVENT_ID.in(events), DELIVERY.STATUS.in("PENDING", "PARKED"));
  }

  private boolean erased(UUID event) {
    return harness.dsl().fetchExists(EVENT, EVENT.ID.eq(event), EVENT.ERASED_AT.isNotNull());
  }

  private long erasedOf(List<UUID> events) {
    return events.stream().filter(this::erased).count();
  }
}

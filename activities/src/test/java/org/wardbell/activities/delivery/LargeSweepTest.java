package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.Scale;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.retention.Sweeps;
import org.wardbell.activities.temporal.ChunkPace;

/**
 * A sweep over many rows (more than 100,000 of them each night): in chunks, and beside other
 * clinics.
 */
final class LargeSweepTest extends DeliveryTest {
  private static final int EVENTS = Scale.of(2_000, 70_000);
  private static final Duration YEAR = Duration.ofDays(365);

  /** A machine that is busy with other things; the exact bound is the one on rows. */
  private static final Duration LOOSELY = Duration.ofSeconds(10);

  @Test
  void statement_ofASweepOverManyRows_touchesAtMost500_andNoOtherClinicWaits() {
    UUID small = Ids.next();
    clinic(small);
    AgedRows rows = new AgedRows(harness.dsl());
    rows.insert(harness.clinic, EVENTS, YEAR);
    rows.insert(small, 3, YEAR);
    SweepWatch watch = new SweepWatch();
    Sweeps sweeps = new Sweeps(watch.over(harness.dsl()), harness.engine.beans());
    sweeps.keep(harness.clinic, 30, 90);
    UUID run = sweeps.begin();
    // The clinic with much to do has had a turn; the other one is next, and is done within it.
    for (int i = 0; i < 4; i++) {
      sweeps.step(run, harness.clinic);
    }
    int smallSteps = 0;
    while (sweeps.share(run, small).getFinishedAt() == null) {
      sweeps.step(run, small);
      smallSteps++;
    }
    assertThat(smallSteps).isLessThan(20);
    assertThat(sweeps.next(run)).isEqualTo(harness.clinic);
    assertThat(harness.dsl().fetchCount(EVENT, EVENT.CLINIC_ID.eq(small))).isZero();
    assertThat(harness.dsl().fetchCount(EVENT)).isGreaterThan(EVENTS / 2);

    while (!sweeps.work(run)) {
      // Another activity goes on.
    }

    assertThat(harness.dsl().fetchCount(EVENT)).isZero();
    assertThat(harness.dsl().fetchCount(DELIVERY)).isZero();
    assertThat(harness.dsl().fetchCount(ATTEMPT)).isZero();
    assertThat(sweeps.share(run, harness.clinic).getEvents()).isEqualTo(EVENTS);
    assertThat(sweeps.share(run, harness.clinic).getAttempts()).isEqualTo(EVENTS);
    assertThat(watch.mostRows()).isPositive().isLessThanOrEqualTo(ChunkPace.MOST);
    System.out.printf("longest transaction of the sweep: %d ms%n", watch.longest().toMillis());
    assertThat(watch.longest()).isLessThan(LOOSELY);
    sweeps.forget();
  }

  private void clinic(UUID id) {
    harness
        .dsl()
        .insertInto(CLINIC)
        .set(CLINIC.ID, id)
        .set(CLINIC.NAME, "Small " + id)
        .set(CLINIC.TIME_ZONE, "UTC")
        .set(CLINIC.CREATED_AT, Instant.now())
        .execute();
  }
}

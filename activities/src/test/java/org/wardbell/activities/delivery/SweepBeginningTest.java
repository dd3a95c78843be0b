package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.RETENTION_SHARE;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.RetentionShareRecord;
import org.wardbell.activities.retention.SweepReport;
import org.wardbell.activities.retention.Sweeps;

/** The beginning of a sweep, which all clinics of an installation wait for. */
final class SweepBeginningTest extends DeliveryTest {
  private final AtomicInteger statements = new AtomicInteger();

  @AfterEach
  void forget() {
    new Sweeps(harness.dsl(), harness.engine.beans()).forget();
  }

  private UUID clinic() {
    UUID id = Ids.next();
    harness
        .dsl()
        .insertInto(CLINIC)
        .set(CLINIC.ID, id)
        .set(CLINIC.NAME, "Small " + id)
        .set(CLINIC.TIME_ZONE, "UTC")
        .set(CLINIC.CREATED_AT, Instant.now())
        .execute();
    return id;
  }

  private DSLContext counted() {
    return harness
        .dsl()
        .configuration()
        .deriveAppending(
            new ExecuteListener() {
              @Override
              public void executeStart(ExecuteContext context) {
                statements.incrementAndGet();
              }
            })
        .dsl();
  }

  @Test
  void clinics_ofOnePage_takeNoStatementsEach_andAHeartbeatIsSent() {
    Sweeps sweeps = new Sweeps(counted(), harness.engine.beans());
    AtomicInteger beats = new AtomicInteger();
    clinic();
    sweeps.begin(beats::incrementAndGet);
    int ofOne = statements.getAndSet(0);
    assertThat(beats.get()).isPositive();
    sweeps.forget();
    for (int i = 0; i < 5; i++) {
      clinic();
    }
    statements.set(0);

    sweeps.begin(beats::incrementAndGet);

    assertThat(statements.get()).isEqualTo(ofOne);
  }

  @Test
  void clinic_withItsOwnDays_hasThem_andAnotherHasTheInstallations() {
    Sweeps sweeps = new Sweeps(harness.dsl(), harness.engine.beans());
    UUID own = clinic();
    UUID other = clinic();
    sweeps.keep(own, 7, 40);

    UUID run = sweeps.begin();

    assertThat(days(sweeps.share(run, own))).isEqualTo(40 - 7);
    assertThat(days(sweeps.share(run, other))).isEqualTo(90 - 30);
  }

  @Test
  void reports_ofAClinic_areAsManyAsWanted_alsoBehindASweepThatHasNotComeToIt() {
    Sweeps sweeps = new Sweeps(harness.dsl(), harness.engine.beans());
    UUID clinic = clinic();
    UUID other = clinic();
    UUID first = sweeps.sweep();
    UUID second = sweeps.sweep();
    UUID third = sweeps.begin();
    harness
        .dsl()
        .deleteFrom(RETENTION_SHARE)
        .where(RETENTION_SHARE.RUN_ID.eq(third), RETENTION_SHARE.CLINIC_ID.eq(clinic))
        .execute();

    assertThat(sweeps.reports(clinic, 2))
        .extracting(SweepReport::id)
        .containsExactly(second, first);
    assertThat(sweeps.reports(other, 2)).extracting(SweepReport::id).containsExactly(third, second);
  }

  private static long days(RetentionShareRecord share) {
    return Duration.between(share.getDeliveriesUntil(), share.getPayloadsUntil()).toDays();
  }
}

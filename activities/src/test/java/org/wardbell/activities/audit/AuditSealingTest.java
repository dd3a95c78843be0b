package org.wardbell.activities.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;

/** The sealing of rows beside the requests that write them, in one process and in several. */
final class AuditSealingTest extends AuditTrailTest {
  @Test
  void rowsThatCommitLate_areSealedThen_andEarlierOnesDoNotWaitForThem() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> late =
          threads.submit(
              () ->
                  dsl.transaction(
                      open -> {
                        audit.append(open.dsl(), entry("webhook/late"));
                        written.countDown();
                        assertThat(goOn.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
                      }));
      assertThat(written.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      sealedRows(2);
      assertThat(verifier.head().position()).isEqualTo(2);

      goOn.countDown();
      late.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    seal();

    assertThat(verifier.head().position()).isEqualTo(3);
    assertThat(fault()).isNull();
  }

  @Test
  void rowOfAChangeThatRolledBack_isNotThere() {
    assertThatThrownBy(
            () ->
                dsl.transaction(
                    change -> {
                      audit.append(change.dsl(), entry("webhook/1"));
                      throw new IllegalStateException("the change fails");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(dsl.fetchCount(dsl.selectFrom("audit"))).isZero();
    assertThat(sealing.hasWork()).isFalse();
  }

  @Test
  void sealing_underWay_letsNobodyWait() throws Exception {
    sealedRows(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      dsl.transaction(
          sealer -> {
            sealer.dsl().fetch("select * from audit_head for update");
            threads
                .submit(() -> audit.append(dsl, entry("webhook/2")))
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(threads.submit(sealing::step).get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("a second process leaves it to the first")
                .isZero();
          });
    }
    seal();
    assertThat(fault()).isNull();
  }

  @Test
  void sealers_ofSeveralProcesses_makeOneChain() throws Exception {
    seal();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        running.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 25; i++) {
                    audit.append(dsl, entry("webhook/" + i));
                    sealing.step();
                  }
                }));
      }
      for (Future<?> each : running) {
        each.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    }
    seal();

    assertThat(verifier.verify(0, AuditVerifier.PER_CALL).checked()).isEqualTo(100);
    assertThat(fault()).isNull();
  }

  @Test
  void triggers_refuseToChangeOrDeleteRowsAndSeals() {
    sealedRows(1);
    AuditTriggers.make(dsl);
    AuditTriggers.make(dsl);

    for (String statement :
        List.of(
            "update audit set actor = 'nobody'",
            "delete from audit",
            "update audit_seal set seal = repeat('0', 32)",
            "delete from audit_seal")) {
      assertThatThrownBy(() -> dsl.execute(statement))
          .as(statement)
          .isInstanceOf(DataAccessException.class)
          .hasStackTraceContaining("the audit trail is never changed");
    }
    sealedRows(1);
    assertThat(fault()).isNull();
  }
}

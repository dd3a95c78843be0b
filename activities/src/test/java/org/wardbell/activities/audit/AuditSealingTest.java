package org.wardbell.activities.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditVerification.Kind;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.MasterKey;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.TemporaryMySql;

/** What somebody with the database's account, but without the master key, can do to the trail. */
@Tag("servers")
final class AuditSealingTest {
  private static final int PATIENCE_SECONDS = 60;

  private Database database;
  private DSLContext dsl;
  private AuditStore audit;
  private AuditSealing sealing;
  private AuditVerifier verifier;
  private Instant now = Instant.now();

  @BeforeEach
  void open() {
    MySqlDatabase mysql = TemporaryMySql.shared().createDatabase();
    database =
        Database.open(new DatabaseSettings(mysql.jdbcUrl(), mysql.user(), mysql.password(), 8));
    dsl = database.dsl();
    AuditSeals seals =
        new AuditSeals(new Encryption(MasterKey.ofText(MasterKey.newKeyset()), database.keys()));
    audit = new AuditStore(() -> now);
    sealing = new AuditSealing(dsl, seals);
    verifier = new AuditVerifier(dsl, seals);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static AuditEntry entry(String target) {
    return AuditEntry.of(
            UUID.randomUUID(),
            new AuditOrigin("key/1", "Desk", "ADMIN", "192.0.2.7", "request-1"),
            "webhook.changed",
            target)
        .with(Map.of("version", 3, "fields", List.of("url", "name"), "allow_http", false));
  }

  /** Seals whatever waits; the first step only makes the chain. */
  private void seal() {
    do {
      sealing.step();
    } while (sealing.hasWork());
  }

  private void sealedRows(int count) {
    for (int i = 1; i <= count; i++) {
      audit.append(dsl, entry("webhook/" + i));
    }
    seal();
  }

  private Kind fault() {
    AuditVerification found = verifier.verify(0, AuditVerifier.PER_CALL);
    return found.fault() == null ? null : found.fault().kind();
  }

  @Test
  void trail_asItWasWritten_isIntact() {
    sealedRows(5);

    AuditVerification found = verifier.verify(0, AuditVerifier.PER_CALL);

    assertThat(found.intact()).as(String.valueOf(found.fault())).isTrue();
    assertThat(found.checked()).isEqualTo(5);
    assertThat(found.complete()).isTrue();
    assertThat(found.waiting()).isZero();
    assertThat(found.head().position()).isEqualTo(5);
  }

  @Test
  void trail_inParts_isLookedAtToItsEnd() {
    sealedRows(5);

    AuditVerification first = verifier.verify(0, 3);
    AuditVerification second = verifier.verify(first.position(), 3);

    assertThat(first.complete()).isFalse();
    assertThat(first.checked() + second.checked()).isEqualTo(5);
    assertThat(second.complete()).isTrue();
    assertThat(second.intact()).isTrue();
  }

  @Test
  void row_changed_isNamed() {
    for (String column :
        List.of(
            "actor", "actor_name", "actor_role", "address", "request_id", "action", "outcome")) {
      sealedRows(1);
      long number = dsl.fetchSingle("select max(number) from audit").get(0, Long.class);
      Object before =
          dsl.fetchSingle("select " + column + " from audit where number = " + number).get(0);

      dsl.execute("update audit set " + column + " = 'x' where number = " + number);
      AuditVerification found = verifier.verify(0, AuditVerifier.PER_CALL);
      assertThat(found.fault().kind()).as(column).isEqualTo(Kind.ROW_CHANGED);
      assertThat(found.fault().number()).as(column).isEqualTo(number);

      dsl.execute("update audit set " + column + " = ? where number = " + number, before);
      assertThat(fault()).as(column).isNull();
    }
  }

  @Test
  void detail_changed_isSeen_andInAnotherOrderIsNot() {
    sealedRows(1);

    dsl.execute("update audit set detail = json_object('version', 4)");
    assertThat(fault()).isEqualTo(Kind.ROW_CHANGED);
    dsl.execute(
        "update audit set detail = '{\"allow_http\": false, \"version\":3,\"fields\":[\"url\",\"name\"]}'");
    assertThat(fault()).isNull();
  }

  @Test
  void row_removed_isNamed() {
    sealedRows(3);
    dsl.execute("delete from audit where number = 2");

    AuditVerification.Fault fault = verifier.verify(0, AuditVerifier.PER_CALL).fault();
    assertThat(fault.kind()).isEqualTo(Kind.ROW_MISSING);
    assertThat(fault.number()).isEqualTo(2);
  }

  @Test
  void row_removedWithItsSeal_leavesAGap() {
    sealedRows(3);
    dsl.execute("delete from audit where number = 2");
    dsl.execute("delete from audit_seal where number = 2");

    assertThat(fault()).isEqualTo(Kind.SEAL_MISSING);
    dsl.execute("update audit_seal set position = 2 where position = 3");
    assertThat(fault()).isEqualTo(Kind.ROW_CHANGED);
  }

  @Test
  void rows_thatChangedPlaces_areSeen() {
    sealedRows(3);
    dsl.execute("update audit set number = 99 where number = 1");
    dsl.execute("update audit set number = 1 where number = 2");
    dsl.execute("update audit set number = 2 where number = 99");

    assertThat(fault()).isEqualTo(Kind.ROW_CHANGED);
  }

  @Test
  void newestRows_removedWithTheirSeals_areMissedAtTheEnd_andNothingIsSealedAfterThem() {
    sealedRows(3);
    dsl.execute("delete from audit where number = 3");
    dsl.execute("delete from audit_seal where number = 3");

    assertThat(fault()).isEqualTo(Kind.END_CHANGED);
    audit.append(dsl, entry("webhook/4"));
    assertThatThrownBy(sealing::step).isInstanceOf(BrokenAuditException.class);
    assertThat(fault()).isEqualTo(Kind.END_CHANGED);
  }

  @Test
  void end_setBackWithoutTheKey_isSeen() {
    sealedRows(3);
    dsl.execute("delete from audit where number = 3");
    dsl.execute("delete from audit_seal where number = 3");
    dsl.execute("update audit_head set position = 2");
    assertThat(fault()).isEqualTo(Kind.END_CHANGED);

    dsl.execute("delete from audit_head");
    assertThat(fault()).isEqualTo(Kind.END_CHANGED);
    audit.append(dsl, entry("webhook/4"));
    assertThatThrownBy(sealing::step).isInstanceOf(BrokenAuditException.class);
  }

  @Test
  void trail_madeAnew_doesNotHaveTheHeadThatWasKeptElsewhere() {
    sealedRows(3);
    AuditSealing.Head kept = verifier.head();
    String seal = HexFormat.of().formatHex(kept.last());
    sealedRows(2);
    assertThat(verifier.isSealed(kept.position(), seal)).isTrue();

    for (String table : List.of("audit", "audit_seal", "audit_head")) {
      dsl.execute("delete from " + table);
    }
    sealedRows(4);

    assertThat(fault()).isNull();
    assertThat(verifier.isSealed(kept.position(), seal)).isFalse();
  }

  @Test
  void row_putInFromOutside_isSeenOnceItIsOldEnough() {
    sealedRows(1);
    dsl.execute(
        "insert into audit (at, actor, action, target) values (utc_timestamp(6), 'key/2', 'a', 'b')");
    assertThat(fault()).isNull();

    dsl.execute("update audit set at = utc_timestamp(6) - interval 1 hour where actor = 'key/2'");
    assertThat(fault()).isEqualTo(Kind.ROW_WITHOUT_SEAL);
  }

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

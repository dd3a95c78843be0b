package org.wardbell.activities.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditVerification.Kind;

/** What somebody with the database's account, but without the master key, can do to the trail. */
final class AuditVerifierTest extends AuditTrailTest {
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
}

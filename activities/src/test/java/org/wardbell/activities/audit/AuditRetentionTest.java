package org.wardbell.activities.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditVerification.Kind;

/** The oldest rows end, and what is left is still a chain that nobody can shorten unnoticed. */
final class AuditRetentionTest extends AuditTrailTest {
  private static final int LIMIT = 500;

  /** Everything so far is of before then. */
  private static Instant soon() {
    return Instant.now().plusSeconds(60);
  }

  @Test
  void rows_ofBeforeTheMoment_endFromTheBeginning_andTheChainIsIntact() {
    sealedRows(5);

    assertThat(retention.step(soon(), 3)).isEqualTo(new AuditRetention.Step(3, null));

    AuditVerification found = verifier.verify(0, AuditVerifier.PER_CALL);
    assertThat(found.fault()).isNull();
    assertThat(found.ended()).isEqualTo(3);
    assertThat(found.checked()).isEqualTo(2);
    assertThat(found.complete()).isTrue();
    assertThat(dsl.fetchCount(DSL.table("audit"))).isEqualTo(2);
    assertThat(dsl.fetchCount(DSL.table("audit_seal"))).isEqualTo(2);
  }

  @Test
  void chain_ofWhichAllIsOld_keepsItsEnd_andGoesOn() {
    sealedRows(4);

    assertThat(retention.step(soon(), LIMIT).rows()).isEqualTo(3);
    assertThat(retention.step(soon(), LIMIT).rows()).isZero();
    sealedRows(2);

    assertThat(fault()).isNull();
    assertThat(verifier.head().position()).isEqualTo(6);
    assertThat(retention.step(soon(), LIMIT).rows()).isEqualTo(2);
    assertThat(fault()).isNull();
  }

  @Test
  void rows_youngerThanTheMoment_stay() {
    sealedRows(3);

    assertThat(retention.step(Instant.now().minusSeconds(600), LIMIT).rows()).isZero();

    assertThat(verifier.ended()).isZero();
    assertThat(fault()).isNull();
  }

  @Test
  void head_ofBefore_isStillProvenAtTheAnchor_andAfterIt() {
    sealedRows(3);
    AuditSealing.Head third = verifier.head();
    sealedRows(2);
    retention.step(soon(), 3);

    assertThat(verifier.isSealed(3, HexFormat.of().formatHex(third.last()))).isTrue();
    assertThat(verifier.isSealed(3, "00".repeat(32))).isFalse();
    assertThat(verifier.isSealed(5, HexFormat.of().formatHex(verifier.head().last()))).isTrue();
  }

  @Test
  void beginning_movedWithoutTheKey_isSeen_andNothingMoreEnds() {
    sealedRows(5);
    retention.step(soon(), 2);
    dsl.execute("delete from audit where number = 3");
    dsl.execute("delete from audit_seal where number = 3");
    assertThat(fault()).isEqualTo(Kind.SEAL_MISSING);

    dsl.execute("update audit_anchor set position = 3");

    assertThat(fault()).isEqualTo(Kind.BEGINNING_CHANGED);
    assertThat(retention.step(soon(), LIMIT)).isEqualTo(new AuditRetention.Step(0, "broken"));
    dsl.execute("delete from audit_anchor");
    assertThat(fault()).isEqualTo(Kind.SEAL_MISSING);
  }

  @Test
  void oldRow_thatWasChanged_stopsTheEnd() {
    sealedRows(3);
    dsl.execute("update audit set action = 'x' where number = 2");

    assertThat(retention.step(soon(), LIMIT)).isEqualTo(new AuditRetention.Step(0, "broken"));

    assertThat(fault()).isEqualTo(Kind.ROW_CHANGED);
  }

  @Test
  void triggers_letRowsGoThatAreOlderThanAYear_andNoOthers() {
    sealedRows(3);
    AuditTriggers.make(dsl);
    assertThat(retention.step(soon(), LIMIT)).isEqualTo(new AuditRetention.Step(0, "not_allowed"));
    assertThatThrownBy(() -> dsl.execute("delete from audit_seal"))
        .isInstanceOf(DataAccessException.class);

    for (String trigger : new String[] {"audit_no_update", "audit_seal_no_update"}) {
      dsl.execute("drop trigger " + trigger);
    }
    dsl.execute("update audit_seal set sealed_at = utc_timestamp(6) - interval 400 day");
    dsl.execute("update audit set at = utc_timestamp(6) - interval 400 day");

    assertThat(dsl.execute("delete from audit where number = 1")).isEqualTo(1);
    assertThat(dsl.execute("delete from audit_seal where number = 1")).isEqualTo(1);
  }

  @Test
  void trigger_ofAnEarlierVersion_isReplaced() {
    dsl.execute(
        "create trigger audit_no_delete before delete on audit for each row"
            + " signal sqlstate '45000' set message_text = 'never'");

    AuditTriggers.make(dsl);

    assertThat(
            dsl.fetchCount(
                DSL.table("information_schema.triggers"),
                DSL.condition("trigger_schema = database() and trigger_name = 'audit_no_delete'")))
        .isZero();
  }
}

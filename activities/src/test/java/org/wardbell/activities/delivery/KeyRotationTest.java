package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DATA_KEY;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.crypto.BrokenSealException;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.KeyRotation;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.DataKeyRecord;
import org.wardbell.activities.rotation.KeptRotation;
import org.wardbell.activities.rotation.Rotations;

/** A data key is replaced while events arrive and are sent; then the old one opens nothing. */
final class KeyRotationTest extends DeliveryTest {
  private static final String BODY = "{\"patient\":\"{{patient_name}}\"}";

  private Rotations rotations(Duration oldKeyUsed) {
    return new Rotations(harness.dsl(), harness.encryption, oldKeyUsed);
  }

  @AfterEach
  void forget() {
    rotations(Duration.ZERO).forget();
  }

  private DataKeyRecord key() {
    return harness.dsl().fetchSingle(DATA_KEY, DATA_KEY.SCOPE.eq(harness.clinic));
  }

  private int sealedByAnother(int keyId) {
    return count(EVENT, KeyRotation.sealedByAnother(EVENT.DATA_CIPHERTEXT, keyId))
        + count(EVENT, KeyRotation.sealedByAnother(EVENT.SUBJECT_CIPHERTEXT, keyId))
        + count(DELIVERY, KeyRotation.sealedByAnother(DELIVERY.BODY_CIPHERTEXT, keyId))
        + count(ATTEMPT, KeyRotation.sealedByAnother(ATTEMPT.RESPONSE_CIPHERTEXT, keyId))
        + count(WEBHOOK, KeyRotation.sealedByAnother(WEBHOOK.SETTINGS_CIPHERTEXT, keyId))
        + count(WEBHOOK, KeyRotation.sealedByAnother(WEBHOOK.SECRETS_CIPHERTEXT, keyId));
  }

  private int count(Table<?> table, Condition condition) {
    return harness.dsl().fetchCount(table, condition);
  }

  /** The tests before removed keys at once, not after the time in which processes forget them. */
  @BeforeEach
  void forgetRemovedKeys() {
    harness.encryption.rotation().forget(harness.clinic);
    harness.engine.beans().getBean(Encryption.class).rotation().forget(harness.clinic);
  }

  @Test
  void rows_ofBeforeAndDuringARotation_areReadable_andTheOldKeyOpensNothing() throws Exception {
    harness.webhook(WebhookBuilder.at("/hook/keys").withBody(BODY));
    harness.engine.dispatch().dispatch(harness.accept(20));
    DataKeyRecord before = key();
    // No time is over yet, however long the machine takes.
    Rotations meanwhile = rotations(Duration.ofHours(1));

    UUID job = meanwhile.begin(harness.clinic);
    Thread traffic =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 0; i < 5; i++) {
                    harness.engine.dispatch().dispatch(harness.accept(4));
                  }
                });
    assertThat(meanwhile.run(job)).isFalse();
    traffic.join();
    Rotations rotations = rotations(Duration.ZERO);
    assertThat(rotations.run(job)).isTrue();

    assertThat(harness.statuses()).hasSize(40).containsOnly("DELIVERED");
    int now = key().getKeyId();
    assertThat(now).isNotEqualTo(before.getKeyId());
    assertThat(sealedByAnother(now)).isZero();
    UUID event = harness.deliveries().getFirst().getEventId();
    byte[] sealed = harness.dsl().fetchSingle(EVENT, EVENT.ID.eq(event)).getDataCiphertext();
    assertThat(
            new String(
                harness.encryption.open(harness.clinic, "event.data", event, sealed),
                StandardCharsets.UTF_8))
        .contains("appointment_id");
    assertThat(rotations.read(job).sealed()).isGreaterThan(40);
    assertThat(rotations.read(job).unreadable()).isZero();
    oldKeyOpensNothing(before, event, sealed);
  }

  /** Puts the old key back where it was, as from a copy of the database. */
  private void oldKeyOpensNothing(DataKeyRecord before, UUID event, byte[] sealed) {
    DataKeyRecord after = key();
    assertThat(before.getKeysetCiphertext()).isNotEqualTo(after.getKeysetCiphertext());
    restore(before);
    Encryption old = harness.freshEncryption();
    assertThatThrownBy(() -> old.open(harness.clinic, "event.data", event, sealed))
        .isInstanceOf(BrokenSealException.class);
    restore(after);
  }

  private void restore(DataKeyRecord row) {
    harness
        .dsl()
        .update(DATA_KEY)
        .set(DATA_KEY.KEY_ID, row.getKeyId())
        .set(DATA_KEY.KEYSET_CIPHERTEXT, row.getKeysetCiphertext())
        .where(DATA_KEY.SCOPE.eq(harness.clinic))
        .execute();
  }

  @Test
  void oldKey_whileAProcessMayUseIt_stays_andWhatItSealsIsFound() {
    harness.webhook(WebhookBuilder.at("/hook/late"));
    Encryption late = harness.freshEncryption();
    UUID id = Ids.next();
    late.seal(harness.clinic, "event.data", id, new byte[] {1}); // It knows the old key now.
    int before = key().getKeyId();
    UUID job = rotations(Duration.ofHours(1)).begin(harness.clinic);

    assertThat(rotations(Duration.ofHours(1)).run(job)).isFalse();
    harness.engine.dispatch().dispatch(harness.accept(1));
    UUID event = harness.delivery().getEventId();
    byte[] sealedLate =
        late.seal(harness.clinic, "event.data", event, "{}".getBytes(StandardCharsets.UTF_8))
            .ciphertext();
    assertThat(KeyRotation.keyOf(sealedLate)).isEqualTo(before);
    harness
        .dsl()
        .update(EVENT)
        .set(EVENT.DATA_CIPHERTEXT, sealedLate)
        .where(EVENT.ID.eq(event))
        .execute();
    assertThat(harness.encryption.open(harness.clinic, "event.data", event, sealedLate))
        .isEqualTo("{}".getBytes(StandardCharsets.UTF_8));

    assertThat(rotations(Duration.ZERO).run(job)).isTrue();
    assertThat(sealedByAnother(key().getKeyId())).isZero();
    KeptRotation done = rotations(Duration.ZERO).read(job);
    assertThat(done.status()).isEqualTo("DONE");
    assertThat(done.round()).isPositive();
  }

  @Test
  void process_thatHasNotHeardOfTheNewKey_opensWhatItSealed() {
    UUID id = Ids.next();
    Encryption stranger = harness.freshEncryption();
    stranger.seal(harness.clinic, "a.b", id, new byte[] {1});
    rotations(Duration.ofHours(1)).begin(harness.clinic);
    byte[] sealed =
        harness.freshEncryption().seal(harness.clinic, "a.b", id, new byte[] {2}).ciphertext();

    assertThat(stranger.open(harness.clinic, "a.b", id, sealed)).isEqualTo(new byte[] {2});
  }

  @Test
  void rotation_begunByTwoAtOnce_isOneJob_andEnds() throws Exception {
    harness.encryption.seal(harness.clinic, "a.b", Ids.next(), new byte[] {1});
    CountDownLatch looked = new CountDownLatch(1);
    Rotations second = new Rotations(firstStatementOf(looked), harness.encryption, Duration.ZERO);
    Rotations first = rotations(Duration.ZERO);
    CompletableFuture<UUID> seconds = new CompletableFuture<>();

    UUID job =
        first.begin(
            harness.clinic,
            () -> {
              seconds.completeAsync(() -> second.begin(harness.clinic));
              // It looks at what is committed, or waits for what is not.
              return looked.await(300, TimeUnit.MILLISECONDS);
            });

    assertThat(seconds.get()).isEqualTo(job);
    assertThat(first.run(job)).isTrue();
  }

  /** Counts down after the first statement of a transaction. */
  private DSLContext firstStatementOf(CountDownLatch ended) {
    return harness
        .dsl()
        .configuration()
        .deriveAppending(
            new ExecuteListener() {
              @Override
              public void end(ExecuteContext context) {
                ended.countDown();
              }
            })
        .dsl();
  }

  @Test
  void page_ofARotation_isFewRows_becausePayloadsAreLarge() {
    harness.accept(60);
    Rotations rotations = rotations(Duration.ZERO);
    UUID job = rotations.begin(harness.clinic);

    rotations.step(job);

    assertThat(rotations.read(job).lookedAt()).isEqualTo(50);
    rotations.step(job);
    assertThat(rotations.read(job).lookedAt()).isEqualTo(60);
  }

  @Test
  void rotation_ofOneClinic_leavesAnothersRows_andOneRunsAtATime() {
    UUID other = Ids.next();
    UUID id = Ids.next();
    byte[] others = harness.encryption.seal(other, "a.b", id, new byte[] {3}).ciphertext();
    Rotations rotations = rotations(Duration.ZERO);

    UUID job = rotations.begin(harness.clinic);
    assertThat(rotations.begin(harness.clinic)).isEqualTo(job);
    assertThat(rotations.run(job)).isTrue();

    assertThat(harness.freshEncryption().open(other, "a.b", id, others)).isEqualTo(new byte[] {3});
    assertThat(rotations.begin(harness.clinic)).isNotEqualTo(job);
    assertThat(List.of(rotations.read(job).clinicId())).containsExactly(harness.clinic);
  }
}

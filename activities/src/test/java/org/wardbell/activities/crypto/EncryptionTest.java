package org.wardbell.activities.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardbell.activities.database.generated.Tables.DATA_KEY;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.MigratedDatabase;
import org.wardbell.embedded.mysql.MySqlDatabase;

@Tag("servers")
class EncryptionTest {
  private static final byte[] PLAIN =
      "{\"patient_name\":\"Grace\"}".getBytes(StandardCharsets.UTF_8);

  private static DSLContext database;

  private final UUID clinic = Ids.next();
  private final UUID row = Ids.next();
  private static final MasterKey masterKey = MasterKey.ofText(MasterKey.newKeyset());
  private final Encryption encryption = new Encryption(masterKey, database);

  @BeforeAll
  static void migrate() {
    MySqlDatabase fresh = MigratedDatabase.create();
    MysqlDataSource source = new MysqlDataSource();
    source.setUrl(fresh.jdbcUrl());
    source.setUser(fresh.user());
    source.setPassword(fresh.password());
    database = DSL.using(source, SQLDialect.MYSQL);
  }

  @Test
  void seal_thenOpenInAnotherProcess_isTheSameBytes() {
    Sealed sealed = encryption.seal(clinic, "event.data", row, PLAIN);

    Encryption another = new Encryption(masterKey, database);

    assertThat(another.open(clinic, "event.data", row, sealed.ciphertext())).isEqualTo(PLAIN);
    assertThat(another.seal(clinic, "event.data", row, PLAIN).keyId()).isEqualTo(sealed.keyId());
    assertThat(new String(sealed.ciphertext(), StandardCharsets.ISO_8859_1))
        .doesNotContain("Grace");
  }

  @Test
  void open_inAnotherRowColumnOrClinic_isRefused() {
    byte[] sealed = encryption.seal(clinic, "event.data", row, PLAIN).ciphertext();

    assertThatThrownBy(() -> encryption.open(clinic, "event.data", Ids.next(), sealed))
        .isInstanceOf(BrokenSealException.class)
        .hasMessageContaining("event.data");
    assertThatThrownBy(() -> encryption.open(clinic, "delivery.body", row, sealed))
        .isInstanceOf(BrokenSealException.class);
    assertThatThrownBy(() -> encryption.open(Ids.next(), "event.data", row, sealed))
        .isInstanceOf(BrokenSealException.class);
    assertThatThrownBy(() -> encryption.open(null, "event.data", row, sealed))
        .isInstanceOf(BrokenSealException.class);
  }

  @Test
  void open_withOneBitTurned_isRefusedWhereverTheBitIs() {
    byte[] sealed = encryption.seal(clinic, "event.data", row, PLAIN).ciphertext();

    for (int i = 0; i < sealed.length; i++) {
      byte[] turned = Arrays.copyOf(sealed, sealed.length);
      turned[i] ^= 1;
      assertThatThrownBy(() -> encryption.open(clinic, "event.data", row, turned))
          .isInstanceOf(BrokenSealException.class);
    }
  }

  @Test
  void seal_withoutClinic_usesTheInstallationsKey() {
    byte[] sealed = encryption.seal(null, "webhook.settings", row, PLAIN).ciphertext();

    assertThat(encryption.open(null, "webhook.settings", row, sealed)).isEqualTo(PLAIN);
  }

  @Test
  void seal_anotherMasterKey_saysWhatToDo() {
    encryption.seal(clinic, "event.data", row, PLAIN);
    Encryption stranger = new Encryption(MasterKey.ofText(MasterKey.newKeyset()), database);

    assertThatThrownBy(() -> stranger.seal(clinic, "event.data", row, PLAIN))
        .isInstanceOf(WrongMasterKeyException.class)
        .hasMessageContaining("another master key")
        .hasMessageContaining("master.key that belongs to this database");
  }

  @Test
  void dataKey_copiedToAnotherClinicsRow_doesNotOpen() {
    encryption.seal(clinic, "event.data", row, PLAIN);
    var copied = database.selectFrom(DATA_KEY).where(DATA_KEY.SCOPE.eq(clinic)).fetchSingle();
    UUID thief = Ids.next();
    database.insertInto(DATA_KEY).set(copied.copy()).set(DATA_KEY.SCOPE, thief).execute();

    assertThatThrownBy(() -> new Encryption(masterKey, database).seal(thief, "a.b", row, PLAIN))
        .isInstanceOf(WrongMasterKeyException.class);
  }

  @Test
  void fingerprint_sameBytes_isTheSameInOneClinicOnly() {
    byte[] fingerprint = encryption.fingerprint(clinic, PLAIN);

    assertThat(fingerprint).hasSize(32).isNotEqualTo(PLAIN);
    assertThat(new Encryption(masterKey, database).fingerprint(clinic, PLAIN))
        .isEqualTo(fingerprint);
    assertThat(encryption.fingerprint(Ids.next(), PLAIN)).isNotEqualTo(fingerprint);
    assertThat(encryption.fingerprint(clinic, new byte[0])).isNotEqualTo(fingerprint);
  }

  @Test
  void dataKey_thatARestoreReplaced_isSeenWithoutARestart() {
    Encryption process = new Encryption(masterKey, database);
    process.seal(clinic, "a.b", row, PLAIN);
    database.deleteFrom(DATA_KEY).where(DATA_KEY.SCOPE.eq(clinic)).execute();
    byte[] sealed =
        new Encryption(masterKey, database).seal(clinic, "a.b", row, PLAIN).ciphertext();

    assertThat(opens(process, sealed)).isTrue();
  }

  @Test
  void garbage_isRefused_andKeepsNoNewKeyFromBeingSeen() {
    Encryption process = new Encryption(masterKey, database);
    byte[] garbage = process.seal(clinic, "a.b", row, PLAIN).ciphertext();
    garbage[1]++;
    assertThat(opens(process, garbage)).isFalse();
    byte[] sealed = rotated().seal(clinic, "a.b", row, PLAIN).ciphertext();

    assertThat(opens(process, sealed)).isTrue();
    assertThat(opens(process, garbage)).isFalse();
  }

  /**
   * A thread reads a clinic's keys, and is slow. Another process rotates them and seals a value.
   * Somebody else here opens it, and reads the keys again; just then the slow one remembers what it
   * has read.
   */
  @Test
  void keys_thatASlowThreadReadBeforeARotation_areNotTakenForTheNewOnes() {
    encryption.seal(clinic, "a.b", row, PLAIN);
    AtomicBoolean first = new AtomicBoolean(true);
    AtomicBoolean rotated = new AtomicBoolean();
    CompletableFuture<Boolean> hasRead = new CompletableFuture<>();
    CompletableFuture<Boolean> goesOn = new CompletableFuture<>();
    CompletableFuture<Sealed> slow = new CompletableFuture<>();
    ExecuteListener race =
        new ExecuteListener() {
          @Override
          public void executeStart(ExecuteContext context) {
            if (rotated.get()) {
              goesOn.complete(true);
              slow.join();
            }
          }

          @Override
          public void end(ExecuteContext context) {
            if (first.getAndSet(false)) {
              hasRead.complete(true);
              goesOn.join();
            }
          }
        };
    Encryption process =
        new Encryption(masterKey, database.configuration().deriveAppending(race).dsl());
    Thread.ofPlatform().start(() -> slow.complete(process.seal(clinic, "a.b", row, PLAIN)));
    hasRead.join();
    process.seal(clinic, "a.b", row, PLAIN); // It knows the old key.
    byte[] sealed = rotated().seal(clinic, "a.b", row, PLAIN).ciphertext();
    rotated.set(true);

    assertThat(opens(process, sealed)).isTrue();
  }

  @Test
  void process_thatWasIdle_sealsWithNoKeyThatWasReplacedLongAgo() {
    AtomicLong nanos = new AtomicLong();
    Encryption process = new Encryption(masterKey, database, nanos::get);
    int before = process.seal(clinic, "a.b", row, PLAIN).keyId();
    Encryption rotated = rotated();
    assertThat(process.seal(clinic, "a.b", row, PLAIN).keyId()).isEqualTo(before);

    nanos.addAndGet(Encryption.FORGOTTEN.toNanos() + 1);

    assertThat(process.seal(clinic, "a.b", row, PLAIN).keyId())
        .isNotEqualTo(before)
        .isEqualTo(rotated.seal(clinic, "a.b", row, PLAIN).keyId());
    assertThat(KeyRotation.OLD_KEY_USED).isGreaterThan(Encryption.FORGOTTEN);
  }

  /** Returns a process that has rotated the clinic's key. */
  private Encryption rotated() {
    Encryption other = new Encryption(masterKey, database);
    database.transaction(configuration -> other.rotation().add(configuration.dsl(), clinic));
    other.rotation().forget(clinic);
    return other;
  }

  private boolean opens(Encryption process, byte[] sealed) {
    try {
      return Arrays.equals(PLAIN, process.open(clinic, "a.b", row, sealed));
    } catch (BrokenSealException other) {
      return false;
    }
  }

  @Test
  void firstUse_byManyProcessesAtOnce_makesOneKey() throws Exception {
    List<Callable<Sealed>> firstUses = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Encryption process = new Encryption(masterKey, database);
      firstUses.add(() -> process.seal(clinic, "event.data", row, PLAIN));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Sealed>> seals = threads.invokeAll(firstUses);
      for (Future<Sealed> sealed : seals) {
        assertThat(encryption.open(clinic, "event.data", row, sealed.get().ciphertext()))
            .isEqualTo(PLAIN);
        assertThat(sealed.get().keyId()).isEqualTo(seals.getFirst().get().keyId());
      }
    }
    assertThat(database.fetchCount(DATA_KEY, DATA_KEY.SCOPE.eq(clinic))).isEqualTo(1);
  }
}

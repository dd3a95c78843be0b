package org.wardbell.activities.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.MigratedDatabase;
import org.wardbell.embedded.mysql.MySqlDatabase;

/** A new master key comes into use while processes run, and the old one opens nothing. */
@Tag("servers")
final class MasterKeyRotationTest {
  private static final byte[] PLAIN = {1, 2, 3};
  private static final int ALL = 100;

  private final Database database = open();
  private final DSLContext dsl = database.dsl();
  private final UUID clinic = Ids.next();
  private final UUID other = Ids.next();

  @TempDir private Path folder;

  private static Database open() {
    MySqlDatabase empty = MigratedDatabase.create();
    return Database.open(new DatabaseSettings(empty.jdbcUrl(), empty.user(), empty.password(), 4));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Encryption process(Path file) {
    return new Encryption(
        new MasterKeySource(MasterKeyProof.ofFile(file, dsl), () -> MasterKey.load(file)),
        dsl,
        Ticker.systemTicker());
  }

  @Test
  void masterKey_rotatedWhileProcessesRun_opensEverything_andTheOldOneNothing() throws Exception {
    Path file = folder.resolve("master.key");
    Encryption running = process(file);
    byte[] sealed = running.seal(clinic, "event.data", clinic, PLAIN).ciphertext();
    byte[] others = running.seal(other, "event.data", other, PLAIN).ciphertext();
    Path old = folder.resolve("old.key");
    Files.copy(file, old);

    MasterKeyRotation rotation = new MasterKeyRotation(file);
    assertThat(rotation.add()).isTrue();
    assertThat(rotation.add()).isFalse();
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    Encryption idle = process(old); // It has not heard of the new key when the rows change.
    KeyRotation keys = running.rotation();
    int next = keys.masterKey();
    assertThat(keys.wrappedByAnother(dsl, next, null, ALL)).contains(clinic, other);
    for (UUID scope : keys.wrappedByAnother(dsl, next, null, ALL)) {
      dsl.transaction(configuration -> keys.wrapAgain(configuration.dsl(), scope));
    }
    assertThat(keys.wrappedByAnother(dsl, next, null, ALL)).isEmpty();
    rotation.removeOld();

    assertThat(running.open(clinic, "event.data", clinic, sealed)).isEqualTo(PLAIN);
    assertThat(process(file).open(other, "event.data", other, others)).isEqualTo(PLAIN);
    assertThatThrownBy(() -> idle.open(clinic, "event.data", clinic, sealed))
        .isInstanceOf(WrongMasterKeyException.class);
    assertThatThrownBy(() -> process(old)).isInstanceOf(WrongMasterKeyException.class);
    assertThat(running.fingerprint(clinic, PLAIN))
        .isEqualTo(process(file).fingerprint(clinic, PLAIN));
  }

  @Test
  void process_thatStartedBefore_takesTheNewKeyFromItsFile() throws Exception {
    Path file = folder.resolve("master.key");
    Encryption first = process(file);
    byte[] sealed = first.seal(clinic, "event.data", clinic, PLAIN).ciphertext();
    Encryption waiting = process(file);

    new MasterKeyRotation(file).add();
    KeyRotation keys = first.rotation();
    int next = keys.masterKey();
    for (UUID scope : keys.wrappedByAnother(dsl, next, null, ALL)) {
      dsl.transaction(configuration -> keys.wrapAgain(configuration.dsl(), scope));
    }

    assertThat(waiting.open(clinic, "event.data", clinic, sealed)).isEqualTo(PLAIN);
  }
}

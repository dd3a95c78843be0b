package org.wardbell.activities.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.MasterKey;
import org.wardbell.activities.crypto.MasterKeyRotation;
import org.wardbell.activities.crypto.WrongMasterKeyException;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.MigratedDatabase;
import org.wardbell.embedded.mysql.MySqlDatabase;

/** Rotations of the master key as jobs, where some clinics' data keys came from elsewhere. */
@Tag("servers")
final class MasterRotationTest {
  private static final byte[] PLAIN = {1, 2, 3};

  /** Comes before the ids of all clinics that are made. */
  private static final UUID FIRST = new UUID(0, 1);

  private final Database database = open();
  private final DSLContext dsl = database.dsl();
  private final UUID clinic = Ids.next();
  private final UUID other = Ids.next();
  private MasterKeyRotation rotation;
  private Path file;

  @TempDir private Path folder;

  private static Database open() {
    MySqlDatabase empty = MigratedDatabase.create();
    return Database.open(new DatabaseSettings(empty.jdbcUrl(), empty.user(), empty.password(), 4));
  }

  @BeforeEach
  void makeKey() throws IOException {
    file = folder.resolve("master.key");
    Files.writeString(file, MasterKey.newKeyset());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    rotation = new MasterKeyRotation(file);
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** Returns a process with the keys that are in the file now. */
  private Encryption process() throws IOException {
    return new Encryption(MasterKey.ofText(Files.readString(file)), dsl);
  }

  private Rotations rotations() throws IOException {
    return new Rotations(dsl, process(), Duration.ZERO);
  }

  private byte[] seal(Encryption process, UUID scope) {
    return process.seal(scope, "event.data", scope, PLAIN).ciphertext();
  }

  /** Leaves a clinic's data key that a lost master key wrapped. */
  private void sealWithALostKey(UUID scope) {
    seal(new Encryption(MasterKey.ofText(MasterKey.newKeyset()), dsl), scope);
  }

  @Test
  void dataKey_ofALostMasterKey_isCounted_andHoldsUpNoOtherClinic() throws Exception {
    sealWithALostKey(FIRST);
    byte[] sealed = seal(process(), clinic);
    byte[] others = seal(process(), other);
    rotation.add();
    Rotations rotations = rotations();

    UUID job = rotations.beginMaster().orElseThrow().id();
    assertThat(rotations.run(job)).isTrue();

    KeptRotation done = rotations.read(job);
    assertThat(done.status()).isEqualTo("DONE");
    assertThat(done.unreadable()).isEqualTo(1);
    assertThat(done.sealed()).isGreaterThanOrEqualTo(2);
    rotation.removeOld();
    Encryption now = process();
    assertThat(now.open(clinic, "event.data", clinic, sealed)).isEqualTo(PLAIN);
    assertThat(now.open(other, "event.data", other, others)).isEqualTo(PLAIN);
    assertThatThrownBy(() -> seal(now, FIRST)).isInstanceOf(WrongMasterKeyException.class);
  }

  @Test
  void rotation_askedForAfterItsEnd_isTheSame_untilTheOldKeyIsGone() throws Exception {
    seal(process(), clinic);
    seal(process(), other);
    rotation.add();
    Rotations rotations = rotations();
    KeptRotation job = rotations.beginMaster().orElseThrow();
    assertThat(rotations.run(job.id())).isTrue();

    KeptRotation again = rotations.beginMaster().orElseThrow();

    assertThat(again.id()).isEqualTo(job.id());
    assertThat(again.status()).isEqualTo("DONE");
    assertThat(Integer.toUnsignedLong(again.keyId())).isEqualTo(rotation.number());
    rotation.removeOld();
    assertThat(rotations().beginMaster()).isEmpty();
  }

  @Test
  void rotation_ofAnEarlierMasterKey_isNotTakenForThatOfANewOne() throws Exception {
    seal(process(), clinic);
    seal(process(), other);
    rotation.add();
    KeptRotation first = rotations().beginMaster().orElseThrow();
    assertThat(rotations().run(first.id())).isTrue();
    rotation.removeOld();
    rotation.add();

    KeptRotation second = rotations().beginMaster().orElseThrow();

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.status()).isEqualTo("RUNNING");
    assertThat(second.keyId()).isNotEqualTo(first.keyId());
  }

  @Test
  void dataKey_ofALostMasterKeyAlone_isNoReasonForAJob() throws Exception {
    seal(process(), clinic);
    sealWithALostKey(other);

    assertThat(rotations().beginMaster()).isEmpty();
  }
}

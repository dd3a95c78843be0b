package org.wardbell.activities.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardbell.activities.database.generated.Tables.DATA_KEY;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.MigratedDatabase;
import org.wardbell.embedded.mysql.MySqlDatabase;

/**
 * The file of the key was lost while the server was down. It started with a new key, took events,
 * and when the old file was put back these were unreadable.
 */
@Tag("servers")
final class MasterKeyProofTest {
  private static final byte[] PLAIN = {1, 2, 3};

  private final Database database = open();
  private final DSLContext dsl = database.dsl();
  private final UUID clinic = Ids.next();

  @TempDir private Path folder;

  private static Database open() {
    MySqlDatabase empty = MigratedDatabase.create();
    return Database.open(new DatabaseSettings(empty.jdbcUrl(), empty.user(), empty.password(), 4));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void file_missingWhileNothingIsSealed_isMade() {
    Path file = folder.resolve("master.key");

    MasterKey made = MasterKeyProof.ofFile(file, dsl);

    assertThat(file).exists();
    assertThat(MasterKeyProof.ofFile(file, dsl).number()).isEqualTo(made.number());
  }

  @Test
  void file_missingWhileRowsAreSealed_isNotMadeAndTheWayBackIsNamed() throws Exception {
    Path file = folder.resolve("master.key");
    MasterKey key = MasterKeyProof.ofFile(file, dsl);
    byte[] sealed = new Encryption(key, dsl).seal(clinic, "event.data", clinic, PLAIN).ciphertext();
    Path away = folder.resolve("elsewhere");
    Files.move(file, away);

    assertThatThrownBy(() -> MasterKeyProof.ofFile(file, dsl))
        .isInstanceOf(WrongMasterKeyException.class)
        .hasMessageContaining(file + " is missing")
        .hasMessageContaining(Integer.toUnsignedString(key.number()))
        .hasMessageContaining("WARDBELL_MASTER_KEY_FILE");
    assertThat(file).doesNotExist();

    MasterKey again = MasterKeyProof.ofFile(away, dsl);
    assertThat(new Encryption(again, dsl).open(clinic, "event.data", clinic, sealed))
        .isEqualTo(PLAIN);
  }

  @Test
  void file_madeByAnotherProcessThatStartsAtTheSameTime_isTaken() {
    Path file = folder.resolve("master.key");
    AtomicBoolean first = new AtomicBoolean(true);
    DSLContext overtaken =
        dsl.configuration()
            .deriveAppending(
                new ExecuteListener() {
                  @Override
                  public void executeStart(ExecuteContext context) {
                    if (first.getAndSet(false)) {
                      var _ = MasterKeyProof.ofFile(file, dsl);
                    }
                  }
                })
            .dsl();

    MasterKey taken = MasterKeyProof.ofFile(file, overtaken);

    assertThat(taken.number()).isEqualTo(MasterKeyProof.ofFile(file, dsl).number());
  }

  @Test
  void key_thatOpensNothing_isRefusedAndSealsNothing() {
    MasterKey right = MasterKeyProof.of(newKey(), dsl);
    MasterKey wrong = newKey();

    assertThatThrownBy(() -> MasterKeyProof.of(wrong, dsl))
        .isInstanceOf(WrongMasterKeyException.class)
        .hasMessageContaining("another master key")
        .hasMessageContaining(Integer.toUnsignedString(right.number()))
        .hasMessageContaining(Integer.toUnsignedString(wrong.number()));
    assertThat(dsl.fetchCount(DATA_KEY)).isOne();
  }

  @Test
  void key_thatOpensSomeClinicsOnly_servesThese() {
    MasterKey first = MasterKeyProof.of(newKey(), dsl);
    Encryption stranger = new Encryption(newKey(), dsl);
    stranger.seal(clinic, "event.data", clinic, PLAIN);

    MasterKey proved = MasterKeyProof.of(first, dsl);

    Encryption encryption = new Encryption(proved, dsl);
    assertThat(encryption.seal(null, "webhook.settings", clinic, PLAIN).ciphertext()).isNotEmpty();
    assertThatThrownBy(() -> encryption.seal(clinic, "event.data", clinic, PLAIN))
        .isInstanceOf(WrongMasterKeyException.class);
  }

  private static MasterKey newKey() {
    return MasterKey.ofText(MasterKey.newKeyset());
  }
}

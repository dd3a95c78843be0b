package org.wardbell.activities.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {
  @TempDir Path folder;

  @Test
  void file_missing_isMadeReadableByItsOwnerOnly() throws Exception {
    Path file = folder.resolve("keys/master.key");

    MasterKey made = loadOrCreate(file);
    MasterKey read = loadOrCreate(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(read.aead().decrypt(made.aead().encrypt(new byte[] {7}, new byte[0]), new byte[0]))
        .containsExactly(7);
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void file_readableByTheGroup_isRefusedWithTheCommandThatRepairsIt() throws Exception {
    Path file = folder.resolve("master.key");
    loadOrCreate(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> loadOrCreate(file))
        .isInstanceOf(WrongMasterKeyException.class)
        .hasMessageContaining("rw-r-----")
        .hasMessageContaining("chmod 600 " + file);
  }

  @Test
  void file_thatIsNoKeyset_isRefusedWithoutQuotingIt() throws Exception {
    Path file = folder.resolve("master.key");
    Files.writeString(file, "not-a-key-but-perhaps-a-secret");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertThatThrownBy(() -> loadOrCreate(file))
        .isInstanceOf(WrongMasterKeyException.class)
        .hasMessageContaining("backup")
        .hasMessageNotContaining("not-a-key")
        .hasNoCause();
  }

  @Test
  void file_madeByManyAtOnce_isOneKey() throws Exception {
    Path file = folder.resolve("master.key");
    Callable<MasterKey> start = () -> loadOrCreate(file);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var keys = threads.invokeAll(List.of(start, start, start, start, start, start, start, start));
      byte[] sealed = keys.getFirst().get().aead().encrypt(new byte[] {7}, new byte[0]);
      for (var key : keys) {
        assertThat(key.get().aead().decrypt(sealed, new byte[0])).containsExactly(7);
      }
    }
  }

  /** Only root may give a file away; others find it their own before and after. */
  @Test
  void file_rotatedByRoot_staysTheServers() throws Exception {
    Path file = folder.resolve("master.key");
    loadOrCreate(file);
    if (System.getProperty("user.name").equals("root")) {
      Files.setOwner(
          file,
          file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    }
    UserPrincipal server = Files.getOwner(file);
    MasterKeyRotation rotation = new MasterKeyRotation(file);

    rotation.add();
    assertThat(Files.getOwner(file)).isEqualTo(server);
    rotation.removeOld();
    assertThat(Files.getOwner(file)).isEqualTo(server);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  private static MasterKey loadOrCreate(Path file) {
    MasterKey.create(file);
    return MasterKey.load(file);
  }

  @Test
  void text_ofANewKey_isReadAndNeverShown() throws Exception {
    String text = MasterKey.newKeyset();

    MasterKey key = MasterKey.ofText(text);
    MasterKey again = MasterKey.ofText(text);

    byte[] sealed = key.aead().encrypt(new byte[] {7}, new byte[0]);
    assertThat(again.aead().decrypt(sealed, new byte[0])).containsExactly(7);
    assertThat(key).hasToString("MasterKey[hidden]");
  }
}

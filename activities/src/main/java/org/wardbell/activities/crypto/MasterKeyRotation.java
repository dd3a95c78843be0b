package org.wardbell.activities.crypto;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * The rotation of the master key's file, in two steps: first it gets a new key beside the old one,
 * then, once nothing is wrapped with the old one any more, it loses that.
 */
public final class MasterKeyRotation {
  private final Path file;

  public MasterKeyRotation(Path file) {
    this.file = file;
  }

  /**
   * Adds a new key, which wraps from now on; the old one opens. Does nothing if there are two.
   *
   * @return whether it was added
   * @throws WrongMasterKeyException if the file is no master key, or others may read it
   * @throws IOException if it cannot be replaced; it is as it was then
   */
  public boolean add() throws IOException {
    KeysetHandle keyset = MasterKey.load(file).keyset();
    if (keyset.size() > 1) {
      return false;
    }
    write(keyset, Keysets::withNewPrimary);
    return true;
  }

  /**
   * Removes all keys but the one that wraps.
   *
   * @throws WrongMasterKeyException if the file is no master key, or others may read it
   * @throws IOException if it cannot be replaced; it is as it was then
   */
  public void removeOld() throws IOException {
    write(MasterKey.load(file).keyset(), Keysets::primaryOf);
  }

  /**
   * Returns the number of the key that wraps, as the API tells it.
   *
   * @throws WrongMasterKeyException if the file is no master key, or others may read it
   */
  public long number() {
    return Integer.toUnsignedLong(MasterKey.load(file).number());
  }

  private void write(KeysetHandle before, DataKeyStore.KeysetChange change) throws IOException {
    try {
      KeysetHandle keyset = change.of(before);
      MasterKeyFile.replace(
          file,
          TinkJsonProtoKeysetFormat.serializeKeyset(
              keyset, AeadConfig2026.get(), InsecureSecretKeyAccess.get()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot write an AES-256-GCM key", e);
    }
  }
}

package org.wardbell.activities.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * The key that wraps every clinic's data key; the one secret that never enters the database. A copy
 * of the database and of this key is enough to read everything; without the key nothing can be
 * read. Its form is Tink's JSON keyset of one AES-256-GCM key.
 */
public final class MasterKey {
  private final Aead aead;

  private MasterKey(KeysetHandle keyset) throws GeneralSecurityException {
    this.aead = keyset.getPrimitive(AeadConfig2026.get(), Aead.class);
  }

  /**
   * Reads the key from a file, or makes it with mode 0600 if there is none. Two processes that
   * start together end with the same key.
   *
   * @throws WrongMasterKeyException if others may read the file, or it holds no key
   */
  static MasterKey loadOrCreate(Path file) {
    try {
      if (!Files.exists(file)) {
        MasterKeyFile.create(file, newKeyset());
      }
      return parse(MasterKeyFile.read(file), file.toString());
    } catch (IOException e) {
      throw new WrongMasterKeyException(
          "The master key " + file + " cannot be read or made: " + e.getMessage(), e);
    }
  }

  /**
   * Reads the key from the text of an environment variable.
   *
   * @throws WrongMasterKeyException if the text is not a keyset
   */
  public static MasterKey ofText(String keyset) {
    return parse(keyset, "the environment");
  }

  /** Returns the text of a new key, for {@link #ofText} or a file. */
  public static String newKeyset() {
    try {
      return TinkJsonProtoKeysetFormat.serializeKeyset(
          KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get()),
          AeadConfig2026.get(),
          InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot make an AES-256-GCM key", e);
    }
  }

  private static MasterKey parse(String keyset, String source) {
    try {
      return new MasterKey(
          TinkJsonProtoKeysetFormat.parseKeyset(
              keyset, AeadConfig2026.get(), InsecureSecretKeyAccess.get()));
    } catch (GeneralSecurityException | RuntimeException e) {
      // The cause may quote the text, so it is left out.
      throw new WrongMasterKeyException(
          "The master key from "
              + source
              + " is not a Tink JSON keyset with an AES-GCM key. Restore it from its backup; without"
              + " it, data that was sealed before stays unreadable.");
    }
  }

  /** Returns the primitive that wraps the data keys. */
  Aead aead() {
    return aead;
  }

  @Override
  public String toString() {
    return "MasterKey[hidden]";
  }
}

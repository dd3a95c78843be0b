package org.wardbell.activities.crypto;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;

/** The two changes of a set of keys that a rotation is made of. */
final class Keysets {
  private Keysets() {}

  /** Returns the same keys and a new one, which seals from now on. */
  static KeysetHandle withNewPrimary(KeysetHandle keyset) throws GeneralSecurityException {
    return KeysetHandle.newBuilder(keyset)
        .setConfiguration(AeadConfig2026.get())
        .addEntry(
            KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                .withRandomId()
                .makePrimary())
        .build();
  }

  /** Returns the key that seals, alone. */
  static KeysetHandle primaryOf(KeysetHandle keyset) throws GeneralSecurityException {
    KeysetHandle.Entry primary = keyset.getPrimary();
    return KeysetHandle.newBuilder()
        .setConfiguration(AeadConfig2026.get())
        .addEntry(
            KeysetHandle.importKey(primary.getKey()).withFixedId(primary.getId()).makePrimary())
        .build();
  }
}

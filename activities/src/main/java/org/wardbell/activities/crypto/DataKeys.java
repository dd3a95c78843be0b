package org.wardbell.activities.crypto;

import com.google.crypto.tink.Aead;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The two keys of one clinic, ready for use: one seals, one makes fingerprints. Both are safe for
 * threads, and neither looks anything up per call.
 */
final class DataKeys {
  /** Names the algorithm of fingerprints, as JCA spells it. */
  static final String FINGERPRINT_ALGORITHM = "HmacSHA256";

  private final int keyId;
  private final Aead aead;
  private final Mac keyed;

  DataKeys(int keyId, Aead aead, byte[] fingerprintKey) throws GeneralSecurityException {
    this.keyId = keyId;
    this.aead = aead;
    this.keyed = keyed(fingerprintKey);
  }

  Sealed seal(byte[] plain, byte[] associatedData) throws GeneralSecurityException {
    return new Sealed(aead.encrypt(plain, associatedData), keyId);
  }

  byte[] open(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
    return aead.decrypt(ciphertext, associatedData);
  }

  byte[] fingerprint(byte[] canonical) {
    try {
      // A copy of a keyed, never fed Mac costs far less than a look-up and a new key schedule.
      return ((Mac) keyed.clone()).doFinal(canonical);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(
          "This Java's " + FINGERPRINT_ALGORITHM + " cannot be copied", e);
    }
  }

  private static Mac keyed(byte[] key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(FINGERPRINT_ALGORITHM);
    try {
      mac.init(new SecretKeySpec(key, FINGERPRINT_ALGORITHM));
    } catch (InvalidKeyException e) {
      throw new GeneralSecurityException("an HMAC key cannot be empty", e);
    }
    return mac;
  }
}

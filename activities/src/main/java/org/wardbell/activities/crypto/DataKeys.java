package org.wardbell.activities.crypto;

import com.google.crypto.tink.Aead;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The two keys of one clinic, ready for use: one seals, one makes fingerprints. Both are safe for
 * threads, and neither looks anything up per call.
 */
final class DataKeys {
  /** Names the algorithm of fingerprints, as JCA spells it. */
  static final String FINGERPRINT_ALGORITHM = "HmacSHA256";

  /** Tink writes this byte and the key's number, four bytes, in front of what it seals. */
  private static final byte NUMBERED = 1;

  private static final int NUMBER_END = 5;

  private final int keyId;
  private final Set<Integer> keyIds;
  private final Aead aead;
  private final Mac keyed;

  /**
   * @param keyId the key that seals
   * @param keyIds all that open
   */
  DataKeys(int keyId, Set<Integer> keyIds, Aead aead, byte[] fingerprintKey)
      throws GeneralSecurityException {
    this.keyId = keyId;
    this.keyIds = Set.copyOf(keyIds);
    this.aead = aead;
    this.keyed = keyed(fingerprintKey);
  }

  Sealed seal(byte[] plain, byte[] associatedData) throws GeneralSecurityException {
    return new Sealed(aead.encrypt(plain, associatedData), keyId);
  }

  byte[] open(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
    return aead.decrypt(ciphertext, associatedData);
  }

  /** Returns the key that seals. */
  int keyId() {
    return keyId;
  }

  /** Returns whether one of these keys sealed a value. */
  boolean know(byte[] ciphertext) {
    return keyIds.contains(keyOf(ciphertext));
  }

  /** Returns the number of the key that sealed a value, or 0 if it is none. */
  static int keyOf(byte[] ciphertext) {
    return ciphertext.length < NUMBER_END || ciphertext[0] != NUMBERED
        ? 0
        : ByteBuffer.wrap(ciphertext, 1, 4).getInt();
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

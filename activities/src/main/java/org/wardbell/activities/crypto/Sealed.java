package org.wardbell.activities.crypto;

/**
 * A value as it is stored.
 *
 * @param ciphertext Tink AES-GCM: 5 bytes of key id, 12 of nonce, the value, 16 of tag
 * @param keyId the data key that sealed it, kept beside it so that rotation can find old values
 */
public record Sealed(byte[] ciphertext, int keyId) {}

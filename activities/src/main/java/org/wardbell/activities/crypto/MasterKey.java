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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The key that wraps every clinic's data key; the one secret that never enters the database. A copy
 * of the database and of this key is enough to read everything; without the key nothing can be
 * read. Its form is Tink's JSON keyset of one AES-256-GCM key; of two while it is rotated: the new
 * one wraps, both open.
 */
public final class MasterKey {
  private final KeysetHandle keyset;
  private final Aead aead;
  private final int number;

  private MasterKey(KeysetHandle keyset) throws GeneralSecurityException {
    this.keyset = keyset;
    this.aead = keyset.getPrimitive(AeadConfig2026.get(), Aead.class);
    this.number = keyset.getPrimary().getId();
  }

  /**
   * Makes a key in a file with mode 0600, unless there is one. Two processes that start together
   * end with the same key.
   *
   * @return whether this call made it
   * @throws WrongMasterKeyException if the file cannot be made
   */
  static boolean create(Path file) {
    try {
      return !Files.exists(file) && MasterKeyFile.create(file, newKeyset());
    } catch (IOException e) {
      throw new WrongMasterKeyException(
          "The master key " + file + " cannot be made: " + e.getMessage(), e);
    }
  }

  /**
   * Reads the key from a file.
   *
   * @throws WrongMasterKeyException if others may read the file, or it holds no key
   */
  static MasterKey load(Path file) {
    try {
      return parse(MasterKeyFile.read(file), file.toString());
    } catch (IOException e) {
      throw new WrongMasterKeyException(
          "The master key " + file + " cannot be read: " + e.getMessage(), e);
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

  /** Returns whether another object has the same keys. */
  boolean isSame(MasterKey other) {
    return keyset.equalsKeyset(other.keyset);
  }

  /** Returns the keys themselves, for their file. */
  KeysetHandle keyset() {
    return keyset;
  }

  /** Returns the primitive that wraps the data keys. */
  Aead aead() {
    return aead;
  }

  /** Returns the number that Tink gave it; no secret, and part of everything that it wraps. */
  int number() {
    return number;
  }

  /** Returns the numbers of the keys that were replaced and still open. */
  Set<Integer> oldNumbers() {
    return IntStream.range(0, keyset.size())
        .mapToObj(i -> keyset.getAt(i).getId())
        .filter(each -> each != number)
        .collect(Collectors.toSet());
  }

  @Override
  public String toString() {
    return "MasterKey[hidden]";
  }
}

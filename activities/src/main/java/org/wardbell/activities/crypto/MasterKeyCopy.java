package org.wardbell.activities.crypto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The text of a master key, on its way into a backup or out of one. */
public final class MasterKeyCopy {
  private final String text;
  private final MasterKey key;

  private MasterKeyCopy(String text, MasterKey key) {
    this.text = text;
    this.key = key;
  }

  /**
   * Takes a key over from where a server has it.
   *
   * @throws WrongMasterKeyException if it is none
   */
  public static MasterKeyCopy ofText(String text) {
    return new MasterKeyCopy(text, MasterKey.ofText(text));
  }

  /**
   * Reads a key's file.
   *
   * @throws WrongMasterKeyException if there is none, others may read it, or it holds no key
   */
  public static MasterKeyCopy ofFile(Path file) {
    try {
      return new MasterKeyCopy(MasterKeyFile.read(file), MasterKey.load(file));
    } catch (IOException e) {
      throw new WrongMasterKeyException(
          "The master key " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Returns the key itself, as its file has it. */
  public String text() {
    return text;
  }

  /**
   * Returns whether some of a database's data keys name this master key, or one that it replaced;
   * also if there are none.
   *
   * @param wrapped fingerprint keys, as the database has them
   */
  public boolean opensSomeOf(Collection<byte[]> wrapped) {
    return wrapped.isEmpty()
        || wrapped.stream()
            .map(DataKeys::keyOf)
            .anyMatch(number -> number == key.number() || key.oldNumbers().contains(number));
  }

  /**
   * Writes the key into a file that only its owner may read; a file that has it already stays.
   *
   * @return null, or the reason why it was not written
   */
  public @Nullable String putInto(Path file) {
    try {
      if (!Files.exists(file) && MasterKeyFile.create(file, text)) {
        return null;
      }
      return MasterKey.load(file).isSame(key)
          ? null
          : "There is another master key in "
              + file
              + ": move it away, or name another file with --master-key-file.";
    } catch (IOException | WrongMasterKeyException e) {
      return "The master key cannot be written to " + file + ": " + e.getMessage();
    }
  }

  @Override
  public String toString() {
    return "MasterKeyCopy[hidden]";
  }
}

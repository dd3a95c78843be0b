package org.wardbell.api.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The file to which a made administrator key is written before the database knows the key: whatever
 * happens to the rest of the start, the key is not lost. Only its owner can read it.
 */
record AdministratorKeyFile(Path file) {
  void write(String key) {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, key + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The administrator key cannot be written to " + file + ": check the folder's owner", e);
    }
  }
}

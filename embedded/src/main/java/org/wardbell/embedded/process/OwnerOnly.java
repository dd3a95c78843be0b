package org.wardbell.embedded.process;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/**
 * Files and folders that only the user who runs the server may read, because they hold data of
 * patients or passwords.
 */
public final class OwnerOnly {
  private OwnerOnly() {}

  /** Creates the folder (mode 0700) unless it exists; an existing one keeps its mode. */
  public static Path folder(Path folder) {
    return folder(folder, "choose another data folder");
  }

  /**
   * Creates the folder in the same way.
   *
   * @param advice what a person does if that is not possible
   */
  static Path folder(Path folder, String advice) {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    try {
      return Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "Cannot create the folder " + folder + " (" + reason(e) + "): " + advice + ".", e);
    }
  }

  /**
   * Creates the folder (mode 0700), or takes its rights away from everybody else if it exists: for
   * folders in which only we keep something, whatever the folder around them allows.
   */
  public static Path closedFolder(Path folder) {
    try {
      return Files.setPosixFilePermissions(
          folder(folder), PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "Cannot close the folder " + folder + " to others (" + reason(e) + "): check its owner.",
          e);
    }
  }

  /** Writes the file (mode 0600) so that a reader sees either the old content or all of the new. */
  public static void write(Path file, String content) {
    Path fresh = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, content);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "Cannot write " + file + " (" + reason(e) + "): check its owner and the free disk space.",
          e);
    }
  }

  /** Returns the part of a file system's complaint that a person can use. */
  public static String reason(IOException e) {
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    return e.getClass().getSimpleName();
  }
}

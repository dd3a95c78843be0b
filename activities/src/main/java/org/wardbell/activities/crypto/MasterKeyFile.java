package org.wardbell.activities.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** The file that holds the master key: readable by its owner only, written whole or not at all. */
final class MasterKeyFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private MasterKeyFile() {}

  /** Reads the file, after it has made sure that only its owner can. */
  static String read(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (permissions.stream()
        .anyMatch(permission -> isForOthers(permission) && !isLent(file, permission))) {
      throw new WrongMasterKeyException(
          "Others may read the master key "
              + file
              + " (mode "
              + PosixFilePermissions.toString(permissions)
              + "). Run: chmod 600 "
              + file);
    }
    return Files.readString(file);
  }

  /**
   * Writes a new file. It appears under its name only once its bytes are on the disk, and never
   * replaces one that another process made meanwhile.
   *
   * @return whether it is this one
   */
  static boolean create(Path file, String text) throws IOException {
    Files.createDirectories(folder(file), PosixFilePermissions.asFileAttribute(OWNER_ONLY_FOLDER));
    try {
      write(file, text, unfinished -> Files.createLink(file, unfinished));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false; // Another process was first; its key is the one that counts.
    }
  }

  /**
   * Replaces the file's text in one step: whoever reads it finds the old or the new one, whole. Its
   * owner stays, because the one who replaces it may be root, and the server another user.
   */
  static void replace(Path file, String text) throws IOException {
    UserPrincipal owner = Files.getOwner(file);
    write(
        file,
        text,
        unfinished -> {
          Files.setOwner(unfinished, owner);
          Files.move(unfinished, file.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
        });
  }

  /** A step that gives a file which is on the disk its name. */
  private interface Naming {
    void of(Path unfinished) throws IOException;
  }

  /** Writes a file under another name first; it has its own when this returns, on the disk too. */
  private static void write(Path file, String text, Naming naming) throws IOException {
    Path folder = folder(file);
    Path unfinished = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      write(unfinished, text);
      naming.of(unfinished);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private static Path folder(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
  }

  private static void write(Path file, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /**
   * Returns whether somebody else lends this process the file through its group: that is how
   * systemd's credentials and Kubernetes' secrets come, mode 0440 and owned by root.
   */
  private static boolean isLent(Path file, PosixFilePermission permission) {
    try {
      return permission == PosixFilePermission.GROUP_READ
          && !Files.getOwner(file).getName().equals(System.getProperty("user.name"));
    } catch (IOException unknown) {
      return false;
    }
  }

  private static boolean isForOthers(PosixFilePermission permission) {
    return switch (permission) {
      case OWNER_READ, OWNER_WRITE, OWNER_EXECUTE -> false;
      case GROUP_READ, GROUP_WRITE, GROUP_EXECUTE, OTHERS_READ, OTHERS_WRITE, OTHERS_EXECUTE ->
          true;
    };
  }
}

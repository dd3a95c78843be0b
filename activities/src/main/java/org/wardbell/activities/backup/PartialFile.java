package org.wardbell.activities.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A backup's file while it is written: {@code FILE.partial}, for its owner only. What a kill leaves
 * behind is known as a fragment by its name, and the next backup of that name takes it away.
 */
final class PartialFile implements AutoCloseable {
  static final String ENDING = ".partial";

  private final Path file;
  private final Path partial;
  private final FileChannel channel;

  private PartialFile(Path file, Path partial, FileChannel channel) {
    this.file = file;
    this.partial = partial;
    this.channel = channel;
  }

  /**
   * Makes it, after what an earlier run has left was removed.
   *
   * @throws BackupRefusedException if another run writes it at this moment
   */
  static PartialFile begin(Path file) throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ENDING);
    if (Files.exists(partial, LinkOption.NOFOLLOW_LINKS)) {
      removeLeftover(partial);
    }
    try {
      FileChannel channel =
          FileChannel.open(
              partial,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      // Held until the channel is closed, by whatever: this is how a run is told from its leftover.
      if (!isHeld(channel)) {
        throw busy(partial);
      }
      return new PartialFile(file, partial, channel);
    } catch (FileAlreadyExistsException quicker) {
      throw busy(partial);
    }
  }

  private static void removeLeftover(Path partial) throws IOException {
    if (Files.isRegularFile(partial, LinkOption.NOFOLLOW_LINKS)) {
      try (FileChannel leftover =
          FileChannel.open(partial, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
        if (!isHeld(leftover)) {
          throw busy(partial);
        }
        Files.delete(partial);
      }
    } else {
      throw new BackupRefusedException(
          partial + " is no file that an earlier backup left: remove it, or name another file.");
    }
  }

  private static boolean isHeld(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException oursAlready) {
      return false;
    } catch (IOException noLocks) {
      // Some network disks have none; two runs with one name are somebody's mistake there.
      return true;
    }
  }

  private static BackupRefusedException busy(Path partial) {
    return new BackupRefusedException(
        "Another backup writes " + partial + " at this moment: wait for it, or name another file.");
  }

  FileChannel channel() {
    return channel;
  }

  /** Returns how much has been written. */
  long size() {
    try {
      return Files.size(partial);
    } catch (IOException unknown) {
      return 0;
    }
  }

  /**
   * Gives the file its name.
   *
   * @throws FileAlreadyExistsException if another one has it by now
   */
  void finish() throws IOException {
    Files.move(partial, file);
  }

  /** Removes it, unless it has its name. */
  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      throw new BackupRefusedException(
          "What was written so far cannot be removed: delete " + partial + ".", e);
    }
  }
}

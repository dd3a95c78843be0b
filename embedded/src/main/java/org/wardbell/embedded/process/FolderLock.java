package org.wardbell.embedded.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A lock that keeps a server's folder to one JVM. The operating system releases it however the JVM
 * ends, so a process found in a folder that we could lock is a leftover and never somebody else's
 * server.
 */
public final class FolderLock implements AutoCloseable {
  private static final String FILE = "lock";

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  public static FolderLock hold(Path folder) {
    Path file = folder.resolve(FILE);
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        String holder = Files.readString(file).strip();
        channel.close();
        throw new EmbeddedServerException(
            "The folder "
                + folder
                + " is in use by another Wardbell (process "
                + holder
                + "): stop that one, or choose another data folder.");
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
      return new FolderLock(channel);
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "Cannot lock " + file + " (" + OwnerOnly.reason(e) + "): choose another data folder.", e);
    }
  }

  /** Returns whether a running JVM holds the lock of a folder, which need not exist. */
  public static boolean isHeld(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return tryLock(channel) == null;
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "Cannot look at " + file + " (" + OwnerOnly.reason(e) + "): check its owner.", e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new EmbeddedServerException("Cannot release the lock of a data folder.", e);
    }
  }
}

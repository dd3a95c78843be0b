package org.wardbell.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The right to compile: two commands at the same moment would write into the same folders. */
final class WorkLock {
  private WorkLock() {}

  /** Waits until nobody else has it, works, and gives it back, as the end of the process does. */
  static void whileHeld(Path folder, Progress progress, Runnable work) {
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        if (channel.tryLock() == null) {
          progress.say("Another ./wardbell test is compiling; this one waits for it");
          channel.lock();
        }
        work.run();
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}

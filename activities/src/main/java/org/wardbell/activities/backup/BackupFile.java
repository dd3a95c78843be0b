package org.wardbell.activities.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;

/** A backup's file whose seal the passphrase has opened; it can be read several times. */
public final class BackupFile {
  private final Path path;
  private final BackupSeal seal;
  private final BackupHeader header;

  private BackupFile(Path path, BackupSeal seal, BackupHeader header) {
    this.path = path;
    this.seal = seal;
    this.header = header;
  }

  /**
   * Opens a file, which takes seconds: the passphrase is stretched.
   *
   * @throws BackupRefusedException if it is no backup, or the passphrase does not open it
   */
  public static BackupFile open(Path path, String passphrase) {
    try (InputStream file = stream(path)) {
      return of(path, BackupSeal.open(file, passphrase));
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  static BackupFile of(Path path, BackupSeal seal) {
    try (InputStream file = stream(path)) {
      return new BackupFile(path, seal, new BackupReader(file, seal).header());
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  BackupHeader header() {
    return header;
  }

  /**
   * Reads all of it and keeps nothing.
   *
   * @throws BackupRefusedException if it was cut or changed
   */
  public BackupSummary check(BackupProgress progress) {
    try {
      return BackupSummary.of(
          header, read((table, values, count) -> progress.reached(table.name(), count)));
    } catch (SQLException e) {
      throw new IllegalStateException("Nothing asks a database here", e);
    }
  }

  /** Reads all rows; returns how many there were. */
  long read(BackupSink sink) throws SQLException {
    try (InputStream file = stream(path)) {
      BackupReader reader = new BackupReader(file, seal);
      if (!reader.header().id().equals(header.id())) {
        throw new BackupRefusedException("The backup's file was replaced while it was read.");
      }
      return reader.read(sink);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static InputStream stream(Path path) throws IOException {
    return new BufferedInputStream(Files.newInputStream(path));
  }

  private static BackupRefusedException unreadable(Path path, IOException failure) {
    return failure instanceof NoSuchFileException
        ? new BackupRefusedException("There is no file " + path + ".", failure)
        : new BackupRefusedException(
            "The backup "
                + path
                + " cannot be read to its end: it was cut or changed, or its disk fails. Use another copy of it.",
            failure);
  }
}

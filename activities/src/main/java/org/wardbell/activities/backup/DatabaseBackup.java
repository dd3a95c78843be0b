package org.wardbell.activities.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.MasterKeyCopy;
import org.wardbell.activities.database.Ids;

/**
 * The writing of a backup while the product works. The file has its name only when it is whole and
 * on the disk.
 */
public final class DatabaseBackup {
  private final String product;
  private final Supplier<BackupSeal> seals;
  private final @Nullable MasterKeyCopy masterKey;

  /**
   * @param product the version of Wardbell
   * @param passphrase seals the file
   * @param masterKey goes into the file too, or null
   */
  public DatabaseBackup(String product, String passphrase, @Nullable MasterKeyCopy masterKey) {
    this(product, () -> BackupSeal.make(passphrase), masterKey);
  }

  DatabaseBackup(String product, Supplier<BackupSeal> seals, @Nullable MasterKeyCopy masterKey) {
    this.product = product;
    this.seals = seals;
    this.masterKey = masterKey;
  }

  /**
   * Writes the database of one moment into a new file that only its owner may read.
   *
   * @throws BackupRefusedException if that cannot be done; there is no file then
   */
  public BackupSummary write(DataSource database, Path file, BackupProgress progress) {
    if (Files.exists(file)) {
      throw exists(file);
    }
    try (PartialFile partial = PartialFile.begin(file)) {
      BackupSummary summary = write(database, file, partial, progress);
      partial.finish();
      return summary;
    } catch (FileAlreadyExistsException e) {
      throw exists(file);
    } catch (IOException e) {
      throw new BackupRefusedException(
          "The backup cannot be written to %s (%s): check the folder, its owner and the free disk space."
              .formatted(file, e.getClass().getSimpleName()),
          e);
    } catch (SQLException e) {
      // The server's message could quote a row.
      throw new BackupRefusedException(
          "The database does not answer as it should (SQLSTATE %s, %d): make the backup again."
              .formatted(e.getSQLState(), e.getErrorCode()),
          e);
    }
  }

  private static BackupRefusedException exists(Path file) {
    return new BackupRefusedException(
        "There is already a file " + file + ": name another one, or move it away.");
  }

  private BackupSummary write(
      DataSource database, Path file, PartialFile partial, BackupProgress progress)
      throws IOException, SQLException {
    // First, because it takes seconds in which no snapshot should be open.
    BackupSeal seal = seals.get();
    try (DatabaseSnapshot snapshot = DatabaseSnapshot.begin(database)) {
      BackupHeader header = header(snapshot);
      try {
        return BackupSummary.of(
            header, write(header, snapshot, synced(partial.channel()), seal, progress));
      } catch (IOException e) {
        if (FullDisk.isWhy(e)) {
          throw FullDisk.refusal(file, partial.size(), snapshot.tableBytes(), e);
        }
        throw e;
      }
    }
  }

  /** Returns how many rows there are in all tables. */
  private static long write(
      BackupHeader header,
      DatabaseSnapshot snapshot,
      OutputStream out,
      BackupSeal seal,
      BackupProgress progress)
      throws IOException, SQLException {
    try (BackupWriter writer = new BackupWriter(out, seal, header)) {
      for (int i = 0; i < header.tables().size(); i++) {
        writer.table(i);
        copy(snapshot, header.tables().get(i), writer, progress);
      }
      return writer.end();
    }
  }

  private BackupHeader header(DatabaseSnapshot snapshot) throws SQLException {
    if (masterKey != null && !masterKey.opensSomeOf(snapshot.wrappedKeys())) {
      throw new BackupRefusedException(
          "The master key at hand is not the one of this database, so a backup with it would be of no use: name the file of the right one with --master-key-file.");
    }
    return new BackupHeader(
        BackupWriter.FORMAT,
        Ids.next(),
        product,
        snapshot.schema(),
        snapshot.at(),
        snapshot.tables(),
        masterKey == null ? null : masterKey.text());
  }

  private static void copy(
      DatabaseSnapshot snapshot, BackupTable table, BackupWriter writer, BackupProgress progress)
      throws IOException, SQLException {
    HalfPace pace = new HalfPace();
    progress.reached(table.name(), 0);
    snapshot.read(
        table,
        values -> {
          progress.reached(table.name(), writer.row(values));
          pace.read(size(values));
        });
  }

  private static long size(byte[] @Nullable [] values) {
    long size = 0;
    for (byte @Nullable [] value : values) {
      size += value == null ? 0 : value.length;
    }
    return size;
  }

  /** Returns a stream into a file that is on the disk when the stream has been closed. */
  private static OutputStream synced(FileChannel channel) {
    return new FilterOutputStream(Channels.newOutputStream(channel)) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        channel.force(true);
        super.close();
      }
    };
  }
}

package org.wardbell.activities.backup;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The reader of a backup's content: see {@link BackupWriter}. */
final class BackupReader {
  /** Bytes of one value: four times what MySQL keeps in a {@code mediumblob}. */
  private static final int LARGEST = 64 << 20;

  private static final int BUFFER = 65_536;

  private final InputStream sealed;
  private final DataInputStream in;
  private final BackupHeader header;
  private final Map<String, Long> rows = new LinkedHashMap<>();

  /**
   * Reads the header.
   *
   * @throws BackupRefusedException if a newer version wrote it
   */
  BackupReader(InputStream file, BackupSeal seal) throws IOException {
    this.sealed = seal.opening(file);
    this.in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(sealed, BUFFER)));
    if (in.readByte() != BackupWriter.HEADER) {
      throw new EOFException("no header");
    }
    this.header = JsonMapper.shared().readValue(bytes(in.readInt()), BackupHeader.class);
    if (header.format() != BackupWriter.FORMAT) {
      throw new BackupRefusedException(
          "This backup is of a form that this version of Wardbell does not know (%d): use the version that wrote it, %s, or a newer one."
              .formatted(header.format(), header.product()));
    }
    header.tables().forEach(each -> rows.put(each.name(), 0L));
  }

  BackupHeader header() {
    return header;
  }

  /**
   * Reads all that follows; returns how many rows there were. Only when it returns is the backup
   * known to be whole.
   */
  long read(BackupSink sink) throws IOException, SQLException {
    BackupTable table = null;
    while (true) {
      byte kind = in.readByte();
      switch (kind) {
        case BackupWriter.TABLE -> table = header.tables().get(in.readInt());
        case BackupWriter.ROW -> {
          if (table == null) {
            throw new EOFException("a row of no table");
          }
          byte[] @Nullable [] values = values(table.columns().size());
          sink.row(table, values, rows.merge(table.name(), 1L, Long::sum));
        }
        case BackupWriter.END -> {
          return end(bytes(in.readInt()));
        }
        default -> throw new EOFException("an unknown part");
      }
    }
  }

  private long end(byte[] counts) throws IOException {
    Map<String, Long> written =
        JsonMapper.shared().readValue(counts, new TypeReference<Map<String, Long>>() {});
    // Only who reads beyond the end learns that the last segment is the last one.
    if (!written.equals(rows) || in.read() >= 0 || sealed.read() >= 0) {
      throw new EOFException("not the rows that were written");
    }
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }

  private byte[] @Nullable [] values(int columns) throws IOException {
    byte[] @Nullable [] values = new byte[columns][];
    for (int i = 0; i < columns; i++) {
      int length = in.readInt();
      values[i] = length < 0 ? null : bytes(length);
    }
    return values;
  }

  private byte[] bytes(int length) throws IOException {
    if (length < 0 || length > LARGEST) {
      throw new EOFException("a length that no value has");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}

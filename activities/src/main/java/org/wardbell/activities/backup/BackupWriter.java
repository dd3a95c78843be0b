package org.wardbell.activities.backup;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The writer of a backup's content, which is compressed (gzip) and sealed: a sequence of parts,
 * each a byte that says what it is and its bytes.
 *
 * <ul>
 *   <li>{@code H}: the {@link BackupHeader} as JSON, with its length before it; once, first
 *   <li>{@code T}: the number of the table, of those in the header, whose rows follow
 *   <li>{@code R}: a row, a value for each column: its length, -1 for null, and its bytes
 *   <li>{@code E}: the number of rows of each table as JSON, with its length before it; once, last
 * </ul>
 *
 * Numbers are four bytes, the highest first.
 */
final class BackupWriter implements Closeable {
  static final int FORMAT = 1;

  static final byte HEADER = 'H';
  static final byte TABLE = 'T';
  static final byte ROW = 'R';
  static final byte END = 'E';

  /** Bytes; what comes between is many small values. */
  private static final int BUFFER = 65_536;

  private final BackupHeader header;
  private final DataOutputStream out;
  private final Map<String, Long> rows = new LinkedHashMap<>();
  private int table = -1;

  /** Most of what is sealed in the database does not become smaller: more than this is wasted. */
  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  BackupWriter(OutputStream file, BackupSeal seal, BackupHeader header) throws IOException {
    this.header = header;
    this.out = new DataOutputStream(new BufferedOutputStream(new Fast(seal.sealing(file)), BUFFER));
    header.tables().forEach(each -> rows.put(each.name(), 0L));
    part(HEADER, JsonMapper.shared().writeValueAsBytes(header));
  }

  private void part(byte kind, byte[] content) throws IOException {
    out.writeByte(kind);
    out.writeInt(content.length);
    out.write(content);
  }

  /** Begins a table: the rows that follow are of it. */
  void table(int number) throws IOException {
    table = number;
    out.writeByte(TABLE);
    out.writeInt(number);
  }

  /**
   * Writes a row of the table that was begun; returns how many that table has now.
   *
   * @param values of its columns, in order
   */
  long row(byte[] @Nullable [] values) throws IOException {
    out.writeByte(ROW);
    for (byte @Nullable [] value : values) {
      if (value == null) {
        out.writeInt(-1);
      } else {
        out.writeInt(value.length);
        out.write(value);
      }
    }
    return rows.merge(header.tables().get(table).name(), 1L, Long::sum);
  }

  /** Writes the end, without which nobody takes the file; returns how many rows there are. */
  long end() throws IOException {
    part(END, JsonMapper.shared().writeValueAsBytes(rows));
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Closes the file. */
  @Override
  public void close() throws IOException {
    out.close();
  }
}

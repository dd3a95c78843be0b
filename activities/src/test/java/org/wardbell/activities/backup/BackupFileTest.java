package org.wardbell.activities.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFileTest {
  private static final String PASSPHRASE = "correct horse battery staple";

  /** Made once: the passphrase's rounds take seconds of a processor. */
  private static final BackupSeal SEAL = BackupSeal.make(PASSPHRASE);

  private static final BackupTable PEOPLE =
      new BackupTable(
          "people",
          List.of(new BackupTable.Column("id", true), new BackupTable.Column("name", false)));

  private static final BackupTable EMPTY =
      new BackupTable("empty", List.of(new BackupTable.Column("id", true)));

  private static final int ROWS = 40;

  /** Bytes; with so many, three segments of the seal are full. */
  private static final int ID_BYTES = 80_000;

  @TempDir private Path folder;

  @Test
  void rows_written_areReadAsTheyWere() throws Exception {
    Path file = write("whole", BackupWriter.FORMAT, ROWS);
    List<String> names = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    BackupFile opened = BackupFile.open(file, PASSPHRASE);
    assertThat(opened.header()).isEqualTo(header(BackupWriter.FORMAT));
    long rows =
        opened.read(
            (table, values, count) -> {
              assertThat(table).isEqualTo(PEOPLE);
              sizes.add(values[0].length);
              names.add(values[1] == null ? "-" : new String(values[1], StandardCharsets.UTF_8));
            });
    assertThat(rows).isEqualTo(ROWS);
    assertThat(sizes).containsOnly(ID_BYTES);
    assertThat(names).hasSize(ROWS).startsWith("-", "Zoë 1", "Zoë 2");
    assertThat(opened.check(BackupProgress.NONE).rows()).isEqualTo(ROWS);
  }

  @Test
  void file_doesNotShowWhatIsInIt() throws IOException {
    Path file = write("quiet", BackupWriter.FORMAT, 1);
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(text).startsWith("wardbell backup 1\n");
    for (String word : List.of("people", "columns", "snapshot")) {
      assertThat(text.contains(word)).as(word).isFalse();
    }
  }

  @Test
  void passphrase_thatIsWrong_opensNothing() throws IOException {
    Path file = write("locked", BackupWriter.FORMAT, 1);
    assertThatThrownBy(() -> BackupFile.open(file, PASSPHRASE + "!"))
        .isInstanceOf(BackupRefusedException.class)
        .hasMessageContaining("The passphrase does not open this backup");
  }

  @Test
  void file_thatWasCutAnywhere_isRefused() throws IOException {
    Path whole = write("cut", BackupWriter.FORMAT, ROWS);
    byte[] bytes = Files.readAllBytes(whole);
    // Three segments, and the rest: their borders are where a cut is hardest to see.
    assertThat(bytes.length).isGreaterThan(3 << 20);
    int lines = firstOfContent(bytes);
    List<Integer> cuts =
        new ArrayList<>(List.of(lines, lines + 1, lines + 60, 1 << 20, 2 << 20, bytes.length - 1));
    for (int i = 1; i < 4; i++) {
      cuts.addAll(List.of(lines + (i << 20) - 1, lines + (i << 20), lines + (i << 20) + 1));
    }
    for (int cut : cuts) {
      assertRefused(Arrays.copyOf(bytes, cut), "cut after " + cut);
    }
  }

  @Test
  void file_withAChangedByteOrMore_isRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(write("changed", BackupWriter.FORMAT, ROWS));
    int lines = firstOfContent(bytes);
    for (int place : List.of(lines, lines + 50, 1 << 20, bytes.length / 2, bytes.length - 1)) {
      byte[] changed = bytes.clone();
      changed[place] ^= 1;
      assertRefused(changed, "byte " + place);
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertRefused(longer, "a byte more");
  }

  @Test
  void file_withoutItsEndMark_isRefused() throws IOException {
    Path file = folder.resolve("endless");
    try (OutputStream out = Files.newOutputStream(file);
        BackupWriter writer = new BackupWriter(out, SEAL, header(BackupWriter.FORMAT))) {
      rows(writer, ROWS);
    }
    assertThatThrownBy(() -> BackupFile.of(file, SEAL).check(BackupProgress.NONE))
        .isInstanceOf(BackupRefusedException.class)
        .hasMessageContaining("cut or changed");
  }

  @Test
  void file_thatIsNone_orOfALaterForm_saysSo() throws IOException {
    assertThatThrownBy(() -> BackupSeal.open(new ByteArrayInputStream(new byte[100]), PASSPHRASE))
        .hasMessageContaining("This is no backup");
    assertThatThrownBy(() -> BackupFile.open(folder.resolve("none"), PASSPHRASE))
        .hasMessageContaining("There is no file");
    Path later = write("later", BackupWriter.FORMAT + 1, 1);
    assertThatThrownBy(() -> BackupFile.of(later, SEAL))
        .isInstanceOf(BackupRefusedException.class)
        .hasMessageContaining("use the version that wrote it, 0.1.0, or a newer one");
  }

  private void assertRefused(byte[] content, String what) throws IOException {
    Path file = Files.write(folder.resolve("refused"), content);
    assertThatThrownBy(() -> BackupFile.of(file, SEAL).check(BackupProgress.NONE))
        .as(what)
        .isInstanceOf(BackupRefusedException.class);
  }

  /** Returns the place of the first byte after the two lines. */
  private static int firstOfContent(byte[] file) {
    int second = BackupSeal.FIRST_LINE.length();
    while (file[second] != '\n') {
      second++;
    }
    return second + 1;
  }

  private Path write(String name, int format, int rows) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        BackupWriter writer = new BackupWriter(out, SEAL, header(format))) {
      rows(writer, rows);
      assertThat(writer.end()).isEqualTo(rows);
    }
    return file;
  }

  /** Rows that do not become smaller. */
  private static void rows(BackupWriter writer, int count) throws IOException {
    Random random = new Random(1);
    writer.table(0);
    writer.table(1);
    for (int i = 0; i < count; i++) {
      byte[] id = new byte[ID_BYTES];
      random.nextBytes(id);
      byte[] name = i == 0 ? null : ("Zoë " + i).getBytes(StandardCharsets.UTF_8);
      writer.row(new byte[][] {id, name});
    }
  }

  private static BackupHeader header(int format) {
    return new BackupHeader(
        format,
        new UUID(1, 2),
        "0.1.0",
        "80",
        Instant.parse("2026-11-27T15:00:00.123456Z"),
        List.of(EMPTY, PEOPLE),
        null);
  }
}

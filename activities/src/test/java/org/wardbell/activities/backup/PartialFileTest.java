package org.wardbell.activities.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PartialFileTest {
  private static final ByteBuffer WORD = ByteBuffer.wrap("whole".getBytes(StandardCharsets.UTF_8));

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("backup");
  }

  private Path partial() {
    return folder.resolve("backup.partial");
  }

  @Test
  void file_hasItsNameWhenItIsFinished_andForItsOwnerOnly() throws IOException {
    try (PartialFile partial = PartialFile.begin(file())) {
      partial.channel().write(WORD.duplicate());
      assertThat(partial.size()).isEqualTo(WORD.capacity());
      assertThat(file()).doesNotExist();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(partial())))
          .isEqualTo("rw-------");
      partial.finish();
    }
    assertThat(file()).hasContent("whole");
    assertThat(partial()).doesNotExist();
  }

  @Test
  void fragment_ofAKilledRun_isRemovedByTheNext() throws IOException {
    Files.writeString(partial(), "half of an earlier one");

    try (PartialFile partial = PartialFile.begin(file())) {
      assertThat(partial.size()).isZero();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void fragment_thatAnotherRunWrites_isLeftAlone() throws IOException {
    try (PartialFile first = PartialFile.begin(file())) {
      assertThatExceptionOfType(BackupRefusedException.class)
          .isThrownBy(() -> PartialFile.begin(file()))
          .withMessageContaining("Another backup writes");
      first.channel().write(WORD.duplicate());
      assertThat(first.size()).isEqualTo(WORD.capacity());
    }
  }

  @Test
  void link_inItsPlace_isNotFollowed() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "somebody's");
    Files.createSymbolicLink(partial(), other);

    assertThatExceptionOfType(BackupRefusedException.class)
        .isThrownBy(() -> PartialFile.begin(file()))
        .withMessageContaining("is no file that an earlier backup left");
    assertThat(other).hasContent("somebody's");
  }

  @Test
  void name_thatAnotherTookMeanwhile_staysIts() throws IOException {
    try (PartialFile partial = PartialFile.begin(file())) {
      Files.writeString(file(), "another's");
      assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(partial::finish);
    }
    assertThat(file()).hasContent("another's");
    assertThat(partial()).doesNotExist();
  }

  /** The system's own words, which Java hands on. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void diskThatIsFull_isToldWithPlaceAndSize() throws IOException {
    IOException full;
    try (FileChannel device = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
      full = catchIt(device);
    }
    assertThat(FullDisk.isWhy(full)).isTrue();
    assertThat(FullDisk.isWhy(new IOException("Input/output error"))).isFalse();
    assertThat(FullDisk.refusal(file(), 1_200_000, 3_000_000_000L, full))
        .hasMessage(
            "The disk of %s is full after 2 MB; the backup needs about as much as the tables have, 3,000 MB. Make room there, or name a file on another disk.",
            file().toAbsolutePath());
    assertThat(FullDisk.refusal(file(), 0, 0, full))
        .hasMessage(
            "The disk of %s is full after 0 MB. Make room there, or name a file on another disk.",
            file().toAbsolutePath());
  }

  private static IOException catchIt(FileChannel device) {
    try {
      device.write(WORD.duplicate());
    } catch (IOException full) {
      return full;
    }
    throw new AssertionError("/dev/full takes nothing");
  }
}

package org.wardbell.standalone.storm.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpilledWordsTest {
  private static final int PIECE = 1024 * 1024;
  private static final String WORD = "Quexandra7";

  @TempDir private Path folder;

  @Test
  void files_withoutTheWord_areClean() throws IOException {
    Files.writeString(folder.resolve("a.log"), "Quexandra8");

    assertThat(SpilledWords.check(WORD, folder, Map.of("metrics", "up 1")))
        .returns(0L, Finding::violations)
        .returns(2L, Finding::checked);
  }

  @Test
  void word_inATableBelow_orInMetrics_isFound() throws IOException {
    Path table = Files.createDirectories(folder.resolve("mysql")).resolve("event.ibd");
    Files.write(table, new byte[] {0, 1});
    Files.write(table, WORD.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);

    assertThat(SpilledWords.check(WORD, folder, Map.of("metrics", "x{name=\"" + WORD + "\"} 1")))
        .returns(2L, Finding::violations);
  }

  @Test
  void word_thatBeginsInOnePieceAndEndsInTheNext_isFound() throws IOException {
    for (int begin = PIECE - WORD.length(); begin <= PIECE; begin++) {
      byte[] bytes = new byte[2 * PIECE];
      Arrays.fill(bytes, (byte) 'Q');
      byte[] word = WORD.getBytes(StandardCharsets.UTF_8);
      System.arraycopy(word, 0, bytes, begin, word.length);
      Files.write(folder.resolve("temporal.db"), bytes);

      assertThat(SpilledWords.check(WORD, folder, Map.of()))
          .as("at " + begin)
          .returns(1L, Finding::violations);
    }
  }
}

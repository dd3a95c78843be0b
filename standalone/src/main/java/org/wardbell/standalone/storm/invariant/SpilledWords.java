package org.wardbell.standalone.storm.invariant;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The search for a word of patients' data where none may be: in every file of the servers (tables,
 * logs of the database, Temporal's histories, our logs) and in metrics.
 */
public final class SpilledWords {
  private static final int PIECE_BYTES = 1024 * 1024;

  private SpilledWords() {}

  /**
   * Checks I12.
   *
   * @param folder all files in it and below are read
   * @param texts others, by what they are
   */
  public static Finding check(String word, Path folder, Map<String, String> texts)
      throws IOException {
    Tally tally = new Tally("I12", "no patient's data in the clear in any file, log or metric");
    byte[] wanted = word.getBytes(StandardCharsets.UTF_8);
    List<Path> files;
    try (Stream<Path> tree = Files.walk(folder)) {
      files = tree.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      boolean found = isIn(file, wanted);
      tally.check(!found, () -> "patients' data are in " + folder.relativize(file));
    }
    texts.forEach(
        (name, text) -> tally.check(!text.contains(word), () -> "patients' data are in " + name));
    return tally.finding();
  }

  private static boolean isIn(Path file, byte[] word) throws IOException {
    byte[] piece = new byte[PIECE_BYTES + word.length];
    try (InputStream in = Files.newInputStream(file)) {
      int kept = 0;
      while (true) {
        int read = in.readNBytes(piece, kept, PIECE_BYTES);
        int length = kept + read;
        if (contains(piece, length, word)) {
          return true;
        }
        if (read < PIECE_BYTES) {
          return false;
        }
        // The word may begin in this piece and end in the next one.
        kept = word.length - 1;
        System.arraycopy(piece, length - kept, piece, 0, kept);
      }
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  private static boolean contains(byte[] piece, int length, byte[] word) {
    for (int at = 0; at <= length - word.length; at++) {
      int same = 0;
      while (same < word.length && piece[at + same] == word[same]) {
        same++;
      }
      if (same == word.length) {
        return true;
      }
    }
    return false;
  }
}

package org.wardbell.workflows.event;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The names that a person probably meant. */
public final class NearNames {
  /** More would be a list, not a hint. */
  private static final int MAXIMUM_HINTS = 3;

  /** Letters of the longer name for each typing error: who is not to, and webhook is webhook_id. */
  private static final int LETTERS_PER_ERROR = 3;

  /** Shorter words are a part of too much: id, to. */
  private static final int SHORTEST_WORD = 4;

  private NearNames() {}

  /**
   * Returns up to three of the known names that are so near that a person will have meant one, the
   * nearest first: a few typing errors away, or names that begin or end with the whole word. A word
   * that more names have says nothing.
   */
  public static List<String> of(String wrong, Collection<String> known) {
    List<String> withWord = known.stream().filter(name -> hasWord(name, wrong)).toList();
    return Stream.concat(
            known.stream().filter(name -> isNear(wrong, name)),
            withWord.size() > MAXIMUM_HINTS ? Stream.of() : withWord.stream())
        .distinct()
        .map(name -> Map.entry(name, distance(wrong, name)))
        .sorted(
            Comparator.<Map.Entry<String, Integer>>comparingInt(Map.Entry::getValue)
                .thenComparing(Map.Entry::getKey))
        .limit(MAXIMUM_HINTS)
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Returns the hint at near names as a question.
   *
   * @param otherwise the hint if there are none
   */
  public static String question(List<String> near, String otherwise) {
    return near.isEmpty() ? otherwise : "Did you mean " + String.join(" or ", near) + "?";
  }

  private static boolean isNear(String wrong, String name) {
    return distance(wrong, name) * LETTERS_PER_ERROR <= Math.max(wrong.length(), name.length());
  }

  private static boolean hasWord(String name, String word) {
    return word.length() >= SHORTEST_WORD
        && Stream.of("_", ".")
            .anyMatch(between -> name.startsWith(word + between) || name.endsWith(between + word));
  }

  /**
   * Letters to insert, remove or replace, and neighbours to exchange (optimal string alignment),
   * with three rows instead of a table.
   */
  static int distance(String one, String other) {
    int[] beforeThat = new int[other.length() + 1];
    int[] before = new int[other.length() + 1];
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(before[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeThat[j - 2] + 1);
        }
      }
      int[] oldest = beforeThat;
      beforeThat = before;
      before = row;
      row = oldest;
    }
    return before[other.length()];
  }
}

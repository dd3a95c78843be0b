package org.wardbell.workflows.event;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The names that a person probably meant. */
public final class NearNames {
  /** More would be a list, not a hint. */
  private static final int MAXIMUM_HINTS = 3;

  private NearNames() {}

  /** Returns up to three of the known names that are few typing errors away, the nearest first. */
  public static List<String> of(String wrong, Collection<String> known) {
    int tolerance = wrong.length() / 3 + 1;
    return known.stream()
        .distinct()
        .map(name -> Map.entry(name, distance(wrong, name)))
        .filter(near -> near.getValue() <= tolerance)
        .sorted(
            Comparator.<Map.Entry<String, Integer>>comparingInt(Map.Entry::getValue)
                .thenComparing(Map.Entry::getKey))
        .limit(MAXIMUM_HINTS)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Letters to insert, remove or replace (Levenshtein), with two rows instead of a table. */
  static int distance(String one, String other) {
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
      }
      int[] swap = before;
      before = row;
      row = swap;
    }
    return before[other.length()];
  }
}

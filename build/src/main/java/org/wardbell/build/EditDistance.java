package org.wardbell.build;

/** The number of letters to change, put in or leave out to make one word of another. */
final class EditDistance {
  private EditDistance() {}

  /** Returns Levenshtein's distance. */
  static int between(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int line = 0; line < one.length(); line++) {
      int diagonal = row[0]++;
      for (int column = 1; column < row.length; column++) {
        int replaced = diagonal + (other.charAt(column - 1) == one.charAt(line) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, Math.min(row[column], row[column - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}

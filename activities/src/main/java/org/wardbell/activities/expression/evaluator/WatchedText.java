package org.wardbell.activities.expression.evaluator;

/** A text that looks at the clock while a regular expression walks over it, back and forth. */
final class WatchedText implements CharSequence {
  private static final int READS_BETWEEN_LOOKS = 4_096;

  private final String text;
  private final Bounds bounds;
  private int reads;

  WatchedText(String text, Bounds bounds) {
    this.text = text;
    this.bounds = bounds;
  }

  @Override
  public char charAt(int index) {
    reads++;
    if (reads % READS_BETWEEN_LOOKS == 0) {
      bounds.lookAtTheClock();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}

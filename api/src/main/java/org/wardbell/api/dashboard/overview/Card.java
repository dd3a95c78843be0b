package org.wardbell.api.dashboard.overview;

import org.jspecify.annotations.Nullable;
import org.wardbell.api.dashboard.frame.Figures;

/**
 * A figure with the one of the period before.
 *
 * @param counts what it counts, in a few words
 * @param before the comparison, or empty
 * @param address the list behind it, or null if there is none
 * @param spark points of its course over the period, for a polyline of 100 by 24; empty for none
 */
public record Card(
    String name,
    String value,
    String before,
    String counts,
    @Nullable String address,
    String spark) {
  static Card of(
      String name,
      long value,
      long before,
      String counts,
      @Nullable String address,
      long[] course) {
    return new Card(
        name,
        Figures.count(value),
        Figures.count(before) + " before",
        counts,
        address,
        spark(course));
  }

  private static final int WIDTH = 100;
  private static final int HEIGHT = 22;

  /** Returns the points of a line through these values; empty if there is nothing to see. */
  static String spark(long[] course) {
    long most = 0;
    for (long each : course) {
      most = Math.max(most, each);
    }
    if (most == 0 || course.length < 2) {
      return "";
    }
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < course.length; i++) {
      points
          .append((long) i * WIDTH / (course.length - 1))
          .append(',')
          .append(1 + HEIGHT - course[i] * HEIGHT / most)
          .append(' ');
    }
    return points.toString().strip();
  }
}

package org.wardbell.api.dashboard.webhook;

import java.util.List;
import org.wardbell.api.dashboard.frame.Figures;

/**
 * The course of a webhook's last 24 hours in a small picture: a column for each hour, as paths for
 * a picture of {@value #WIDTH} by {@value #HEIGHT}.
 *
 * @param delivered the path of what was delivered; empty if nothing was
 * @param failed the path of what ended otherwise, on top of it
 * @param words the same in numbers
 */
public record CoursePicture(String delivered, String failed, String words) {
  /** Of the picture. */
  public static final int WIDTH = 96;

  /** Of the picture. */
  public static final int HEIGHT = 24;

  private static final int STEP = 4;
  private static final int BAR = 3;

  /** One failure among thousands is still to be seen. */
  private static final double LEAST = 2;

  static CoursePicture of(List<Long> delivered, List<Long> failed) {
    long most = 1;
    long all = 0;
    long bad = 0;
    for (int i = 0; i < delivered.size(); i++) {
      most = Math.max(most, delivered.get(i) + failed.get(i));
      all += delivered.get(i);
      bad += failed.get(i);
    }
    StringBuilder good = new StringBuilder();
    StringBuilder other = new StringBuilder();
    for (int i = 0; i < delivered.size(); i++) {
      double top = HEIGHT - column(good, i, delivered.get(i), HEIGHT, most);
      column(other, i, failed.get(i), top, most);
    }
    return new CoursePicture(
        good.toString(),
        other.toString(),
        all + bad == 0
            ? "nothing ended in 24 hours"
            : "%s delivered, %s not, in 24 hours"
                .formatted(Figures.count(all), Figures.count(bad)));
  }

  /** Draws a column that stands on a height; returns how high it is. */
  private static double column(StringBuilder path, int i, long count, double ground, long most) {
    if (count == 0) {
      return 0;
    }
    double height = Math.max(LEAST, (double) count * HEIGHT / most);
    height = Math.round(Math.min(height, Math.max(LEAST, ground)) * 10) / 10.0;
    double foot = Math.max(ground, height);
    path.append('M')
        .append(i * STEP)
        .append(' ')
        .append(Math.round(foot * 10) / 10.0)
        .append("v-")
        .append(height)
        .append("h" + BAR + "v")
        .append(height)
        .append('z');
    return height;
  }
}

package org.wardbell.api.dashboard.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.wardbell.workflows.delivery.RetrySchedule;

/** The words for a schedule. */
final class ScheduleWords {
  private static final List<String> NUMBERS =
      List.of(
          "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve");

  /** Equal waits in a row that are told as one. */
  private static final int TOGETHER = 3;

  private static final int SECONDS_PER_MINUTE = 60;
  private static final int SECONDS_PER_HOUR = 3_600;
  private static final int SECONDS_PER_DAY = 86_400;

  private ScheduleWords() {}

  /** Returns the number of tries and their time, rounded as one says it. */
  static String title(RetrySchedule schedule) {
    if (schedule.attempts() == 1) {
      return "One try";
    }
    String tries = number(schedule.attempts());
    return Character.toUpperCase(tries.charAt(0))
        + tries.substring(1)
        + " tries over "
        + rounded(schedule.span().toSeconds());
  }

  /** Returns each wait, and when it is given up. */
  static String of(RetrySchedule schedule) {
    if (schedule.attempts() == 1) {
      return "At once. If that fails, it is given up.";
    }
    List<String> waits = new ArrayList<>();
    List<Duration> all = schedule.waits();
    int at = 1;
    while (at < all.size()) {
      int end = at;
      while (end < all.size() && all.get(end).equals(all.get(at))) {
        end++;
      }
      if (end - at >= TOGETHER) {
        waits.add(number(end - at) + " times after " + duration(all.get(at)));
      } else {
        for (int i = at; i < end; i++) {
          waits.add((waits.isEmpty() ? "after " : "") + duration(all.get(i)));
        }
      }
      at = end;
    }
    String last = waits.removeLast();
    String listed = waits.isEmpty() ? last : String.join(", ", waits) + " and " + last;
    return "At once, then "
        + listed
        + "; given up "
        + duration(schedule.span())
        + " after the first.";
  }

  /** Returns a time in the two units that tell it. */
  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < SECONDS_PER_MINUTE) {
      return seconds + " s";
    }
    if (seconds < SECONDS_PER_HOUR) {
      return pair(seconds / SECONDS_PER_MINUTE, "min", seconds % SECONDS_PER_MINUTE, "s");
    }
    if (seconds < SECONDS_PER_DAY) {
      return pair(
          seconds / SECONDS_PER_HOUR, "h", seconds % SECONDS_PER_HOUR / SECONDS_PER_MINUTE, "min");
    }
    long days = seconds / SECONDS_PER_DAY;
    return pair(
        days, days == 1 ? "day" : "days", seconds % SECONDS_PER_DAY / SECONDS_PER_HOUR, "h");
  }

  private static String pair(long many, String unit, long rest, String smaller) {
    return many + " " + unit + (rest == 0 ? "" : " " + rest + " " + smaller);
  }

  /** Up to one and a half of a unit, the smaller one says more. */
  private static String rounded(long seconds) {
    if (seconds * 2 > SECONDS_PER_DAY * 3) {
      return many(seconds, SECONDS_PER_DAY, "day");
    }
    if (seconds * 2 > SECONDS_PER_HOUR * 3) {
      return many(seconds, SECONDS_PER_HOUR, "hour");
    }
    return seconds * 2 > SECONDS_PER_MINUTE * 3
        ? many(seconds, SECONDS_PER_MINUTE, "minute")
        : many(seconds, 1, "second");
  }

  private static String many(long seconds, int unit, String name) {
    int count = Math.round((float) seconds / unit);
    return number(count) + " " + name + (count == 1 ? "" : "s");
  }

  private static String number(int count) {
    return count < NUMBERS.size() ? NUMBERS.get(count) : Integer.toString(count);
  }
}

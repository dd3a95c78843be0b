package org.wardbell.api.dashboard.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The waits of a schedule as people write them: {@code 0, 5 s, 5 min, 2 h, 1 d}. */
final class RetryWaits {
  private static final Pattern WAIT =
      Pattern.compile("([0-9]{1,7})\\s*(s|sec|m|min|h|d|)", Pattern.CASE_INSENSITIVE);

  private static final Map<String, Integer> SECONDS =
      Map.of("", 1, "s", 1, "sec", 1, "m", 60, "min", 60, "h", 3_600, "d", 86_400);

  private RetryWaits() {}

  /** Returns the waits in seconds, or nothing if one cannot be read. */
  static Optional<List<Long>> read(String text) {
    List<Long> waits = new ArrayList<>();
    for (String each : text.strip().split("\\s*,\\s*", -1)) {
      Matcher wait = WAIT.matcher(each.strip());
      if (!wait.matches()) {
        return Optional.empty();
      }
      waits.add(
          Long.parseLong(wait.group(1))
              * SECONDS.getOrDefault(wait.group(2).toLowerCase(Locale.ROOT), 1));
    }
    return Optional.of(waits);
  }

  /** Returns waits as somebody would write them. */
  static String write(List<Long> seconds) {
    return seconds.stream().map(RetryWaits::written).collect(Collectors.joining(", "));
  }

  private static String written(long seconds) {
    if (seconds == 0) {
      return "0";
    }
    for (String unit : List.of("d", "h", "min")) {
      int size = SECONDS.getOrDefault(unit, 1);
      if (seconds % size == 0) {
        return seconds / size + " " + unit;
      }
    }
    return seconds + " s";
  }
}

package org.wardbell.activities.calendar.google.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reminder of an event's own (reference of events, field {@code reminders.overrides}). Enum names
 * are stored; never rename one.
 *
 * @param minutes how long before the start: 0 to {@value #MOST_MINUTES}, which is four weeks
 */
public record Reminder(Method method, int minutes) {
  public static final int MOST_MINUTES = 40_320;

  /** Google takes no more for one event. */
  public static final int MOST = 5;

  /** The text of an event that reminds nobody, whatever its calendar does. */
  private static final String NONE = "none";

  /** The way a reminder comes. */
  public enum Method {
    POPUP,
    EMAIL;

    /** Returns Google's word. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the way that Google names by this word. */
    public static Optional<Method> of(@Nullable String word) {
      return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
  }

  /** Returns reminders as one text, the same for each order: {@code email:60,popup:10}. */
  public static String text(Collection<Reminder> reminders) {
    List<String> all =
        reminders.stream()
            .distinct()
            .sorted(
                Comparator.comparing((Reminder each) -> each.method().word())
                    .thenComparingInt(Reminder::minutes))
            .map(each -> each.method().word() + ":" + each.minutes())
            .toList();
    return all.isEmpty() ? NONE : String.join(",", all);
  }

  /** Reads what {@link #text} wrote. */
  static List<Reminder> read(String text) {
    List<Reminder> reminders = new ArrayList<>();
    if (!text.equals(NONE)) {
      for (String each : text.split(",", -1)) {
        int colon = each.indexOf(':');
        reminders.add(
            new Reminder(
                method(each.substring(0, colon)), Integer.parseInt(each.substring(colon + 1))));
      }
    }
    return reminders;
  }

  private static Method method(String word) {
    return Method.of(word).orElseThrow(() -> new IllegalArgumentException("no way of reminding"));
  }
}

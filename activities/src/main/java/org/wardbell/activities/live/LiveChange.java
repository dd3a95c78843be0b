package org.wardbell.activities.live;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change that people who watch are told of: ids, counts and codes, never patient data.
 *
 * @param kind what changed
 * @param clinic whose it is; null for what belongs to no clinic, such as a global webhook
 * @param data by field name
 */
public record LiveChange(Kind kind, @Nullable UUID clinic, Map<String, Object> data) {
  /** The kinds of changes. */
  public enum Kind {
    /** An event came in. */
    EVENT,
    /** A request is over. */
    ATTEMPT,
    /** A webhook's state, as it is now. */
    WEBHOOK,
    /** A calendar's state, as it is now. */
    CALENDAR,
    /** More happened than is told one by one; the figures are in the statistics. */
    MISSED
  }

  public LiveChange {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /** Returns that something was not told. */
  public static LiveChange missed() {
    return new LiveChange(Kind.MISSED, null, Map.of());
  }

  /** Creates a change of names and values in turn; a value that is null is left out. */
  static LiveChange of(Kind kind, @Nullable UUID clinic, @Nullable Object... namesAndValues) {
    Map<String, Object> data = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      if (value != null) {
        data.put(String.valueOf(namesAndValues[i]), value);
      }
    }
    return new LiveChange(kind, clinic, data);
  }
}

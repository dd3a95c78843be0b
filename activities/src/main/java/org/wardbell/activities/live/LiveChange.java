package org.wardbell.activities.live;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.Record;
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

  /**
   * Creates a change of a row.
   *
   * @param fields told by their names, as the row has them; one that is null is left out
   */
  static LiveChange of(
      Kind kind, Object id, @Nullable UUID clinic, Record row, List<Field<?>> fields) {
    Map<String, Object> data = named(id, clinic);
    for (Field<?> field : fields) {
      Object value = row.get(field);
      if (value != null) {
        data.put(field.getName(), value);
      }
    }
    return new LiveChange(kind, clinic, data);
  }

  /** Creates the change that something is there no more. */
  static LiveChange deleted(Kind kind, UUID id, @Nullable UUID clinic) {
    Map<String, Object> data = named(id, clinic);
    data.put("deleted", true);
    return new LiveChange(kind, clinic, data);
  }

  private static Map<String, Object> named(Object id, @Nullable UUID clinic) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", id);
    if (clinic != null) {
      data.put("clinic_id", clinic);
    }
    return data;
  }
}

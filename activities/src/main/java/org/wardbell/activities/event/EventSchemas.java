package org.wardbell.activities.event;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.UUID;

/** The schemas of a clinic's own types, each compiled once, against which events are checked. */
public final class EventSchemas {
  /** A compiled schema may take some MiB. */
  private static final int REMEMBERED = 200;

  private record Key(UUID type, int version) {}

  private final Cache<Key, EventSchema> compiled =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  /**
   * Returns the values of an event's data that do not fit its type; empty if the type asks for no
   * validation.
   */
  public List<EventSchema.Misfit> misfits(KeptEventType type, byte[] data) {
    String schema = type.definition().schema();
    if (schema == null || !type.definition().validate()) {
      return List.of();
    }
    return compiled
        .get(new Key(type.id(), type.version()), key -> EventSchema.compile(schema))
        .misfits(data);
  }
}

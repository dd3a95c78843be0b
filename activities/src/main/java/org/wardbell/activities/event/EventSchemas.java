package org.wardbell.activities.event;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.UUID;

/** Compares events with the schemas of a clinic's own types, each compiled once. */
public final class EventSchemas {
  /** A compiled schema may take some MiB. */
  private static final int REMEMBERED = 200;

  private record Key(UUID type, int version) {}

  private final Cache<Key, EventSchema> compiled =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  /** What of an event's data does not fit its type; empty if the type asks for no validation. */
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

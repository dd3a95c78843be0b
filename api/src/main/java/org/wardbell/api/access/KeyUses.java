package org.wardbell.api.access;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.wardbell.activities.clinic.ApiKeyStore;

/** The account of when each API key was last used, to the minute; a crash loses the last minute. */
@Component
final class KeyUses extends GatheredAccount {
  /** Rows of one transaction. */
  private static final int CHUNK = 500;

  private final ApiKeyStore keys;
  private final ConcurrentHashMap<UUID, Instant> uses = new ConcurrentHashMap<>();

  KeyUses(ApiKeyStore keys) {
    super("key-uses", "when keys were last used was not written");
    this.keys = keys;
  }

  /** Notes a request with a key. */
  void note(UUID key, Instant now) {
    Instant noted = uses.get(key);
    if (noted == null || now.isAfter(noted.plus(PERIOD))) {
      uses.put(key, now.truncatedTo(ChronoUnit.MINUTES));
    }
  }

  /** Writes what was gathered; what the database did not take is written the next time. */
  @Override
  protected void write() {
    Map<UUID, Instant> chunk = new HashMap<>();
    for (Map.Entry<UUID, Instant> use : uses.entrySet()) {
      chunk.put(use.getKey(), use.getValue());
      if (chunk.size() == CHUNK) {
        write(chunk);
        chunk.clear();
      }
    }
    write(chunk);
  }

  private void write(Map<UUID, Instant> chunk) {
    if (!chunk.isEmpty()) {
      keys.used(chunk);
      chunk.forEach(uses::remove);
    }
  }
}

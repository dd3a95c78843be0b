package org.wardbell.api.access;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.wardbell.activities.clinic.ApiKeyStore;

/**
 * The account of when each API key was last used, to the minute. It is gathered in memory and
 * written once a minute, so that a request costs no statement; a crash loses the last minute.
 */
@Component
final class KeyUses implements SmartLifecycle {
  private static final Duration PERIOD = Duration.ofMinutes(1);

  /** Rows of one transaction. */
  private static final int CHUNK = 500;

  private static final Logger log = LoggerFactory.getLogger(KeyUses.class);

  private final ApiKeyStore keys;
  private final ConcurrentHashMap<UUID, Instant> uses = new ConcurrentHashMap<>();
  private @Nullable ScheduledExecutorService clock;

  KeyUses(ApiKeyStore keys) {
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
  void write() {
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

  @Override
  public void start() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("key-uses").factory());
    clock = started;
    var _ =
        started.scheduleWithFixedDelay(
            this::writeSafely, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void writeSafely() {
    try {
      write();
    } catch (DataAccessException away) {
      log.warn("the database did not take when keys were last used; it is tried again");
    }
  }

  @Override
  public void stop() {
    if (clock != null) {
      clock.shutdown();
      clock = null;
      writeSafely();
    }
  }

  @Override
  public boolean isRunning() {
    return clock != null;
  }

  /** Stops after the web server, whose requests it notes until then. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE - 8_000;
  }
}

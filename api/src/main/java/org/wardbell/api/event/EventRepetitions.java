package org.wardbell.api.event;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.wardbell.activities.event.EventStore;
import org.wardbell.api.access.GatheredAccount;

/**
 * The account of how often events were posted again under their idempotency keys. It is gathered in
 * memory: a client that repeats itself costs a request and no lock; a crash loses some seconds.
 */
@Component
final class EventRepetitions extends GatheredAccount {
  private static final Duration PERIOD_OF_WRITES = Duration.ofSeconds(5);

  /** Events between two writes; repetitions of more are not counted. */
  private static final int MAXIMUM_EVENTS = 10_000;

  private final DSLContext database;
  private final ConcurrentHashMap<UUID, Integer> repeats = new ConcurrentHashMap<>();

  EventRepetitions(DSLContext database) {
    super("event-repetitions", "how often events came again was not written", PERIOD_OF_WRITES);
    this.database = database;
  }

  /** Notes that an event was posted again. */
  void note(UUID event) {
    if (repeats.size() < MAXIMUM_EVENTS || repeats.containsKey(event)) {
      repeats.merge(event, 1, Integer::sum);
    }
  }

  /** Writes what was gathered; what the database did not take is written the next time. */
  @Override
  protected void write() {
    for (UUID event : List.copyOf(repeats.keySet())) {
      Integer times = repeats.remove(event);
      if (times == null) {
        continue;
      }
      try {
        EventStore.repeated(database, event, times);
      } catch (RuntimeException failure) {
        repeats.merge(event, times, Integer::sum);
        throw failure;
      }
    }
  }
}

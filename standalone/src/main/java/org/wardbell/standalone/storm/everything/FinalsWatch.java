package org.wardbell.standalone.storm.everything;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.wardbell.standalone.storm.fault.Pauses;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * A watch over deliveries during the storm: it remembers each that it saw in a final state, and
 * which. It reads past the proxies, and leaves a look out while MySQL is away.
 */
final class FinalsWatch {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  /** A commit may come this much later than the time that it writes. */
  private static final Duration LATE = Duration.ofMinutes(1);

  private final DSLContext database;
  private final Map<UUID, DeliveryStatus> finals = new HashMap<>();
  private final Thread thread = Thread.ofVirtual().name("finals").unstarted(this::watch);
  private Instant since = Instant.EPOCH;
  private volatile boolean wanted = true;

  FinalsWatch(DSLContext database) {
    this.database = database;
  }

  void begin() {
    thread.start();
  }

  private void watch() {
    while (wanted) {
      Pauses.atMost(LOOK_EVERY, () -> wanted);
      try {
        look();
      } catch (DataAccessException away) {
        // What ended meanwhile is seen by the next look.
      }
    }
  }

  private void look() {
    Instant began = Instant.now();
    database
        .select(DELIVERY.ID, DELIVERY.STATUS)
        .from(DELIVERY)
        .where(DELIVERY.FINISHED_AT.ge(since))
        .forEach(
            row -> {
              DeliveryStatus status = DeliveryStatus.valueOf(row.value2());
              if (status.isFinal()) {
                finals.putIfAbsent(row.value1(), status);
              }
            });
    since = began.minus(LATE);
  }

  /** Ends it; returns the final states that it saw first. */
  Map<UUID, DeliveryStatus> end() {
    wanted = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return Map.copyOf(finals);
  }
}

package org.wardbell.activities.presence;

import static org.wardbell.activities.database.generated.Tables.WORKER_PROCESS;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.wardbell.activities.database.DatabaseClock;

/**
 * The rows of processes that work. Each is written by its own process alone, by primary key, so
 * nobody waits for anybody.
 */
public final class WorkerPresence {
  /** Longer than Temporal remembers who took from its queues (5 min). */
  private static final Duration KEPT = Duration.ofHours(1);

  /** More processes than one installation has at a time. */
  private static final int MOST = 200;

  /** Texts that are longer are cut; they come from an operator's settings and a host's name. */
  private static final int LONGEST_IDENTITY = 255;

  private static final int LONGEST_VERSION = 64;

  private final DSLContext database;

  WorkerPresence(DSLContext database) {
    this.database = database;
  }

  /** Notes that a process begins to work, and forgets those that ended long ago. */
  public void begin(String identity, String version) {
    Instant now = DatabaseClock.read(database);
    database
        .insertInto(WORKER_PROCESS)
        .set(WORKER_PROCESS.IDENTITY, key(identity))
        .set(WORKER_PROCESS.VERSION, cut(version, LONGEST_VERSION))
        .set(WORKER_PROCESS.BEATS, 1L)
        .set(WORKER_PROCESS.STARTED_AT, now)
        .set(WORKER_PROCESS.SEEN_AT, now)
        .onDuplicateKeyUpdate()
        .set(WORKER_PROCESS.VERSION, cut(version, LONGEST_VERSION))
        .set(WORKER_PROCESS.BEATS, WORKER_PROCESS.BEATS.plus(1))
        .set(WORKER_PROCESS.STARTED_AT, now)
        .set(WORKER_PROCESS.SEEN_AT, now)
        .setNull(WORKER_PROCESS.STOPPED_AT)
        .execute();
    database
        .deleteFrom(WORKER_PROCESS)
        .where(WORKER_PROCESS.SEEN_AT.lt(now.minus(KEPT)))
        .limit(MOST)
        .execute();
  }

  /**
   * Notes that a process still works.
   *
   * @return false if its row is gone, so that it has to begin again
   */
  public boolean beat(String identity) {
    return database
            .update(WORKER_PROCESS)
            .set(WORKER_PROCESS.BEATS, WORKER_PROCESS.BEATS.plus(1))
            .set(WORKER_PROCESS.SEEN_AT, DatabaseClock.now())
            .setNull(WORKER_PROCESS.STOPPED_AT)
            .where(WORKER_PROCESS.IDENTITY.eq(key(identity)))
            .execute()
        == 1;
  }

  /** Notes that a process takes no new work. */
  public void end(String identity) {
    database
        .update(WORKER_PROCESS)
        .set(WORKER_PROCESS.STOPPED_AT, DatabaseClock.now())
        .where(WORKER_PROCESS.IDENTITY.eq(key(identity)))
        .execute();
  }

  /** Returns the processes that were seen lately, those seen last first. */
  public List<SeenWorker> list() {
    return database
        .selectFrom(WORKER_PROCESS)
        .orderBy(WORKER_PROCESS.SEEN_AT.desc())
        .limit(MOST)
        .fetch(
            row ->
                new SeenWorker(
                    row.getIdentity(),
                    row.getVersion(),
                    row.getBeats(),
                    row.getStartedAt(),
                    row.getSeenAt(),
                    row.getStoppedAt()));
  }

  /** Returns the key of the row of a process with this identity. */
  public static String key(String identity) {
    return cut(identity, LONGEST_IDENTITY);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}

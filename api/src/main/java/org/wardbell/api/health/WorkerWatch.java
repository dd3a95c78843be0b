package org.wardbell.api.health;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.presence.SeenWorker;
import org.wardbell.activities.presence.WorkerPresence;

/**
 * The judgement of who works, from looks at the rows of workers. A worker lives whose count of
 * signs changes from look to look, however its clock or ours may stand. Who says that nobody is
 * there refuses people's work, so it says so only after it has watched for a while, and Temporal
 * must know of nobody else. There alone two clocks are compared, Temporal's with the database's: if
 * they are seconds apart, a worker that has ended counts as there for longer, or one of an older
 * version with the same name is missed.
 */
final class WorkerWatch {
  /** Workers give a sign every 3 s; a machine that is busy gives its thread a turn by then. */
  static final Duration SILENCE = Duration.ofSeconds(15);

  /** So many looks in a row have to find the same: this process may have stood still itself. */
  static final int LOOKS = 6;

  /** Looks that follow each other faster than this count once. */
  static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /**
   * A worker's request to Temporal for work ends after a minute, and counts from its begin or its
   * end; one that is seen so long after the row's last sign is another one of the same name.
   */
  private static final Duration LAST_POLL = Duration.ofSeconds(75);

  /** A worker as Temporal remembers it. */
  record Poller(String identity, Instant lastSeen) {}

  private record Sign(long beats, Instant startedAt, long changedAt, int looks) {}

  private final Map<String, Sign> signs = new HashMap<>();
  private boolean watching;
  private long watchingSince;
  private long countedAt;

  /** Forgets what was seen, because a look failed: it starts to watch again. */
  void interrupted() {
    watching = false;
    signs.clear();
  }

  /**
   * Judges what a look has found.
   *
   * @param rows of workers
   * @param nanos when it looked, by {@link System#nanoTime}
   * @param pollers asked only if the rows know of nobody; empty if Temporal did not answer
   */
  Presence look(List<SeenWorker> rows, long nanos, Supplier<Optional<List<Poller>>> pollers) {
    if (!watching) {
      watching = true;
      watchingSince = nanos;
      countedAt = nanos;
    }
    boolean counts = nanos - countedAt >= BETWEEN_LOOKS.toNanos();
    if (counts) {
      countedAt = nanos;
    }
    boolean somebody = false;
    for (SeenWorker row : rows) {
      Sign sign = signs.compute(row.identity(), (_, last) -> next(last, row, nanos, counts));
      somebody |= row.stoppedAt() == null && !isSilent(sign, nanos);
    }
    signs.keySet().retainAll(rows.stream().map(SeenWorker::identity).toList());
    if (somebody) {
      return Presence.THERE;
    }
    if (nanos - watchingSince < SILENCE.toNanos()) {
      return Presence.UNKNOWN;
    }
    return pollers.get().map(known -> judge(known, rows)).orElse(Presence.UNKNOWN);
  }

  private static Sign next(@Nullable Sign last, SeenWorker row, long nanos, boolean counts) {
    if (last == null || last.beats != row.beats() || !last.startedAt.equals(row.startedAt())) {
      return new Sign(row.beats(), row.startedAt(), nanos, 0);
    }
    return new Sign(last.beats, last.startedAt, last.changedAt, last.looks + (counts ? 1 : 0));
  }

  private static boolean isSilent(Sign sign, long nanos) {
    return sign.looks >= LOOKS && nanos - sign.changedAt >= SILENCE.toNanos();
  }

  /** Workers of older versions write no rows; Temporal forgets them some minutes after they end. */
  private static Presence judge(List<Poller> known, List<SeenWorker> rows) {
    Map<String, Instant> ended = new HashMap<>();
    rows.forEach(row -> ended.put(row.identity(), row.seenAt()));
    boolean older =
        known.stream()
            .anyMatch(
                poller -> {
                  Instant end = ended.get(WorkerPresence.key(poller.identity()));
                  return end == null || poller.lastSeen().isAfter(end.plus(LAST_POLL));
                });
    return older ? Presence.THERE : Presence.AWAY;
  }
}

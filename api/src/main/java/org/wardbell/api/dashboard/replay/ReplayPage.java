package org.wardbell.api.dashboard.replay;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.replay.KeptReplay;
import org.wardbell.workflows.delivery.ReplayStatus;

/**
 * The content of a replay's page.
 *
 * @param deliveries the address of the list of its deliveries
 */
public record ReplayPage(KeptReplay replay, String webhook, String deliveries, Instant now) {
  private static final int WHOLE = 100;
  private static final double MILLIS_PER_MINUTE = 60_000;

  /** Before that a pace says nothing. */
  private static final Duration FIRST_PACE = Duration.ofSeconds(5);

  /** Returns the state in words. */
  public ReplayWords words() {
    return ReplayWords.of(replay);
  }

  /** Returns what is delivered again, in words. */
  public String selection() {
    return ReplayWords.selection(replay.selection());
  }

  /** Returns the deliveries that have ended. */
  public int ended() {
    return replay.delivered() + replay.failed();
  }

  /** Returns what 100 percent are: the estimate, unless more has come. */
  public int whole() {
    return replay.status() == ReplayStatus.DONE
        ? Math.max(1, ended())
        : Math.max(1, Math.max(replay.estimate(), replay.created()));
  }

  /** Returns the progress in percent; all of it only at the end. */
  public int percent() {
    if (replay.status() == ReplayStatus.DONE) {
      return WHOLE;
    }
    return Math.min(WHOLE - 1, (int) ((long) ended() * WHOLE / whole()));
  }

  /** Returns how many end in a minute so far, or null if it is too early to say. */
  public @Nullable String pace() {
    Double perMinute = perMinute();
    return perMinute == null ? null : ReplayWords.pace(perMinute);
  }

  /** Returns how long it will still take, or null if nobody knows. */
  public @Nullable String rest() {
    Double perMinute = perMinute();
    if (perMinute == null || replay.status() != ReplayStatus.RUNNING) {
      return null;
    }
    long left = Math.max(0, replay.estimate() - ended());
    return ReplayWords.about(Math.round(left * 60 / perMinute));
  }

  private @Nullable Double perMinute() {
    Instant end = replay.finishedAt() == null ? now : replay.finishedAt();
    Duration took = Duration.between(replay.createdAt(), end);
    return ended() == 0 || took.compareTo(FIRST_PACE) < 0
        ? null
        : (Double) (ended() * MILLIS_PER_MINUTE / took.toMillis());
  }

  /** Returns whether it may be paused. */
  public boolean canPause() {
    return replay.status() == ReplayStatus.RUNNING;
  }

  /** Returns whether it may go on. */
  public boolean canResume() {
    return replay.status() == ReplayStatus.PAUSED;
  }

  /** Returns whether it has not ended. */
  public boolean isOpen() {
    return canPause() || canResume();
  }
}

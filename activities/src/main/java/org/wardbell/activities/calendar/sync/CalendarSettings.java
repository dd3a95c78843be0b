package org.wardbell.activities.calendar.sync;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of synchronization.
 *
 * @param publicUrl where Google can reach us, or null if it cannot: then calendars are polled
 * @param pollWithPush the longest time a change may go unnoticed while a channel is open
 * @param pollWithoutPush the same without a channel
 * @param channelLife the life that Google is asked for; the life it grants counts
 */
public record CalendarSettings(
    @Nullable URI publicUrl,
    Duration pollWithPush,
    Duration pollWithoutPush,
    Duration channelLife) {
  /** The product's promise: converged within 15 minutes if every push is lost. */
  public static final Duration POLL_WITH_PUSH = Duration.ofMinutes(15);

  /** 30 polls an hour and doctor, far below Google's 600 requests a minute and user. */
  public static final Duration POLL_WITHOUT_PUSH = Duration.ofMinutes(2);

  /** Google's own default and greatest life (guide "Push notifications"). */
  public static final Duration CHANNEL_LIFE = Duration.ofDays(7);

  /** The path, below the public URL, to which Google pushes. */
  public static final String PUSH_PATH = "/calendar/push";

  /** Returns the longest time between two polls of a calendar that is well. */
  public Duration longestPoll() {
    return pollWithPush.compareTo(pollWithoutPush) > 0 ? pollWithPush : pollWithoutPush;
  }

  /** Returns the settings with the usual intervals. */
  static CalendarSettings standard(@Nullable URI publicUrl) {
    return new CalendarSettings(publicUrl, POLL_WITH_PUSH, POLL_WITHOUT_PUSH, CHANNEL_LIFE);
  }
}

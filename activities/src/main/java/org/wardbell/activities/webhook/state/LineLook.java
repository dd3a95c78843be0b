package org.wardbell.activities.webhook.state;

import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Instant;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * The place that the look for an ordered webhook's deliveries which stand in no line has got to.
 *
 * @param endedAt when they were last seen to stand in lines; null if they do not
 * @param through number of the last delivery that was looked at
 * @param again whether this look began after the last dispatch which may not know that the webhook
 *     is ordered
 */
public record LineLook(@Nullable Instant endedAt, long through, boolean again) {
  /** A webhook without lines. */
  public static final LineLook NONE = new LineLook(null, 0, false);

  static LineLook of(Record row) {
    return new LineLook(
        row.get(WEBHOOK_STATE.LINED_AT),
        row.get(WEBHOOK_STATE.LINED_THROUGH),
        row.get(WEBHOOK_STATE.LINED_AGAIN));
  }

  /** Returns whether all that was open stands in lines, so that their first may go. */
  public boolean hasLines() {
    return endedAt != null;
  }

  /** Returns the same look, at another place. */
  public LineLook at(long number) {
    return new LineLook(endedAt, number, again);
  }

  /** Returns the same look, with an end still to come. */
  public LineLook unended() {
    return new LineLook(null, through, again);
  }

  /** Returns the same look, seen to the end. */
  public LineLook ended(Instant now) {
    return new LineLook(now, through, again);
  }
}

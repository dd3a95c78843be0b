package org.wardbell.activities.delivery.state;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery about to be written that delivers an event once more.
 *
 * @param repetition counts the deliveries of the event to the webhook; at least 1, because 0 is
 *     written by the event's own dispatch, even if that comes later
 * @param trigger as it is stored, {@code resend} or {@code replay}
 * @param urgency drains take the lowest first; live traffic has 0
 * @param original the delivery that it repeats, or null if there never was one
 * @param replay the job that wants it, or null
 * @param due when it may go
 * @param exhaustsAt when it is given up, by its webhook's clock
 * @param filterUndecided whether the webhook's filter is still to be asked
 */
public record RepeatedDelivery(
    UUID id,
    UUID clinic,
    UUID event,
    UUID webhook,
    byte @Nullable [] subjectFingerprint,
    int repetition,
    String trigger,
    int urgency,
    @Nullable UUID original,
    @Nullable UUID replay,
    Instant due,
    Instant exhaustsAt,
    boolean filterUndecided) {}

package org.wardbell.activities.delivery.drain;

import java.time.Duration;
import org.wardbell.activities.delivery.state.ClaimedAttempt;

/**
 * A claim that its webhook's rate lets through after a while.
 *
 * @param delay counted from the claim
 */
record PacedClaim(ClaimedAttempt claim, Duration delay) {}

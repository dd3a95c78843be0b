package org.wardbell.activities.delivery.state;

import java.time.Instant;

/**
 * When a transaction that claims began, by both clocks.
 *
 * @param now by the database's clock, which decides what is due and when a lease ends
 * @param usableUntil by ours, see {@link ClaimedAttempt}
 */
public record ClaimClock(Instant now, long usableUntil) {}

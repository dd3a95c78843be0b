package org.wardbell.activities.delivery.state;

/** A claim that was not used, and where its delivery goes back to. */
public record ReleasedClaim(ClaimedAttempt claim, Placement placement) {}

package org.wardbell.workflows.calendar;

/**
 * What a finished pull came to.
 *
 * @param pushesCovered how many pushes it answers; 0 for a poll
 * @param changes appointments that it changed or put back
 * @param full whether it read the whole window instead of what changed
 */
public record SyncOutcome(long pushesCovered, int changes, boolean full) {}

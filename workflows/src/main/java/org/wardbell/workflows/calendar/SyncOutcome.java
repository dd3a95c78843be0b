package org.wardbell.workflows.calendar;

/**
 * The outcome of a finished pull.
 *
 * @param pushesCovered the number of pushes it covers; 0 for a poll
 * @param changes the number of appointments that it changed or put back
 * @param full true if it read the whole window instead of changes
 */
public record SyncOutcome(long pushesCovered, int changes, boolean full) {}

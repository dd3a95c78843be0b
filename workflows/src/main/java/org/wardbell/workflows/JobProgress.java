package org.wardbell.workflows;

/**
 * The state of a durable job after it worked for a while.
 *
 * @param over whether nothing is left to do
 * @param rows rows that this call changed
 * @param waitMillis when to go on
 */
public record JobProgress(boolean over, long rows, long waitMillis) {}

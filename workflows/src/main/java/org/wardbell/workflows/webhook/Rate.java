package org.wardbell.workflows.webhook;

/**
 * A limit on the requests to a receiver.
 *
 * @param limit requests in each period, 1-1,000 per second at most
 * @param perSeconds the period, 1-60 s
 * @param burst requests that may follow each other at once, 1-1,000
 */
public record Rate(int limit, int perSeconds, int burst) {}

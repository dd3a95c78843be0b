package org.wardbell.workflows.event;

/**
 * The result of an {@link EventWorkflow}, for people who look at it; counts only.
 *
 * @param matched deliveries that were made of the events
 * @param delivered of these, taken by their receivers
 * @param parked of these, waiting for their webhook, whose own workflow sends them
 * @param ended of these, over without success
 */
public record EventResult(int matched, int delivered, int parked, int ended) {}

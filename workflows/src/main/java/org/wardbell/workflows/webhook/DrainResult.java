package org.wardbell.workflows.webhook;

/**
 * The result of one drain; counts only.
 *
 * @param sent attempts made
 * @param parked deliveries still parked
 * @param waitMillis until the next one is due; at most an hour, so that a lost signal costs no more
 */
public record DrainResult(int sent, int parked, long waitMillis) {}

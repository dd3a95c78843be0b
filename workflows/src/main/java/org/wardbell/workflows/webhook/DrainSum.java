package org.wardbell.workflows.webhook;

/**
 * The result of a {@link WebhookWorkflow}, for people who look at it; counts only.
 *
 * @param sent attempts that this run made; a run that became too long went on as a new one
 * @param parked deliveries that were still parked when it ended, which is none
 */
public record DrainSum(int sent, int parked) {}

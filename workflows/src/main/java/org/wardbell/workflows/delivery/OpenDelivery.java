package org.wardbell.workflows.delivery;

/**
 * A delivery that is not final and belongs to an event's workflow.
 *
 * @param timeoutSeconds its webhook's whole-call timeout, so that the activity's own limit can
 *     stand behind it
 */
public record OpenDelivery(String deliveryId, String webhookId, int timeoutSeconds) {}

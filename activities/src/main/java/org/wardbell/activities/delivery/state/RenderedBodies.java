package org.wardbell.activities.delivery.state;

import java.util.Map;
import java.util.UUID;
import org.wardbell.activities.request.RenderedBody;

/**
 * Bodies of deliveries that have none yet, rendered before anything was locked.
 *
 * @param version the webhook's, as it rendered them
 * @param byDelivery the bodies, by the delivery's id
 */
public record RenderedBodies(int version, Map<UUID, RenderedBody> byDelivery) {}

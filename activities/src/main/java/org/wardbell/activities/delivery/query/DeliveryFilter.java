package org.wardbell.activities.delivery.query;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * A filter on deliveries; null means any.
 *
 * @param clinic its clinic
 * @param before only deliveries with a smaller number
 */
public record DeliveryFilter(
    @Nullable UUID clinic,
    @Nullable UUID webhook,
    @Nullable UUID event,
    @Nullable DeliveryStatus status,
    @Nullable Long before) {}

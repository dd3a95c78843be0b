/** Parked deliveries, sent by their webhook's workflow. */
@NullMarked
package org.wardbell.activities.delivery.drain;

import org.jspecify.annotations.NullMarked;

/** The end of what a delivery holds, and of deliveries that are over. */
@NullMarked
package org.wardbell.activities.delivery.removal;

import org.jspecify.annotations.NullMarked;

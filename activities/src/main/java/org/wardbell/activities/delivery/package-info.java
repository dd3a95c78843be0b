/** Makes deliveries: rows, attempts, rendering, signing and sending. */
@NullMarked
package org.wardbell.activities.delivery;

import org.jspecify.annotations.NullMarked;

/** Deliveries and their attempts, to look at. */
@NullMarked
package org.wardbell.api.delivery;

import org.jspecify.annotations.NullMarked;

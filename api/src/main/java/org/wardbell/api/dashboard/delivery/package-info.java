/** The execution log as pages: the list of deliveries, and each with its attempts. */
@NullMarked
package org.wardbell.api.dashboard.delivery;

import org.jspecify.annotations.NullMarked;

/** The wiring of deliveries, and the search for those that nobody moves any more. */
@NullMarked
package org.wardbell.activities.delivery;

import org.jspecify.annotations.NullMarked;

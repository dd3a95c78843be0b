/** Queries of pages about deliveries. Reads only. */
@NullMarked
package org.wardbell.activities.delivery.query;

import org.jspecify.annotations.NullMarked;

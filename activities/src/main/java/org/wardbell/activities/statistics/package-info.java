/** Statistics of events, attempts and deliveries, counted beside the rows that they come from. */
@NullMarked
package org.wardbell.activities.statistics;

import org.jspecify.annotations.NullMarked;

/** One synchronization of a calendar: pages in, changes out, under a fencing token. */
@NullMarked
package org.wardbell.activities.calendar.sync;

import org.jspecify.annotations.NullMarked;

/** Connected calendars: their store, their relay, and the activities of the calendar's workflow. */
@NullMarked
package org.wardbell.activities.calendar;

import org.jspecify.annotations.NullMarked;

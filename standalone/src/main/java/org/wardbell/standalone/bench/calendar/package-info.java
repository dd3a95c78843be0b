/**
 * The calendar's benchmark: doctors change their calendars in a stand-in for Google, and the time
 * and the requests are counted until the clinic agrees.
 */
@NullMarked
package org.wardbell.standalone.bench.calendar;

import org.jspecify.annotations.NullMarked;

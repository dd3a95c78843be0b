/** Troubles of calendars: how they are kept, told once, and bounded. */
@NullMarked
package org.wardbell.activities.calendar.trouble;

import org.jspecify.annotations.NullMarked;

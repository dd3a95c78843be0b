/** What goes wrong with a calendar: what is kept about it, what is told, and how it is bounded. */
@NullMarked
package org.wardbell.activities.calendar.trouble;

import org.jspecify.annotations.NullMarked;

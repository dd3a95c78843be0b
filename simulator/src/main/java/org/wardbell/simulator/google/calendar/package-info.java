/** Calendars and events as Google keeps them: writes, lists, sync tokens, conferences. */
@NullMarked
package org.wardbell.simulator.google.calendar;

import org.jspecify.annotations.NullMarked;

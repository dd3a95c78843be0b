/** Calendars and events as Google keeps them: writes, series, guests, roles, conferences. */
@NullMarked
package org.wardbell.simulator.google.calendar;

import org.jspecify.annotations.NullMarked;

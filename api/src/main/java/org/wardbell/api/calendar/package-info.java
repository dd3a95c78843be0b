/** Calendars over REST, and the address that Google pushes to. */
@NullMarked
package org.wardbell.api.calendar;

import org.jspecify.annotations.NullMarked;

/** A client of Google Calendar, and nothing else. */
@NullMarked
package org.wardbell.activities.calendar.google;

import org.jspecify.annotations.NullMarked;

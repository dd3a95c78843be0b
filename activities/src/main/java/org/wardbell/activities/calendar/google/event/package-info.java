/** Google's events: as they are read, and as they are written. */
@NullMarked
package org.wardbell.activities.calendar.google.event;

import org.jspecify.annotations.NullMarked;

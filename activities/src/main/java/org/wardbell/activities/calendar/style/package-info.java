/** The content of a calendar's events: decided by a clinic, rendered for an appointment. */
@NullMarked
package org.wardbell.activities.calendar.style;

import org.jspecify.annotations.NullMarked;

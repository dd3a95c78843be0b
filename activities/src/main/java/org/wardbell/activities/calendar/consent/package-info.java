/** A doctor's consent, from the page that begins it to the calendar that it connects. */
@NullMarked
package org.wardbell.activities.calendar.consent;

import org.jspecify.annotations.NullMarked;

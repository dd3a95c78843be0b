/**
 * Links: which event shows an appointment in a calendar, what it says, and how far it is written.
 */
@NullMarked
package org.wardbell.activities.calendar.link;

import org.jspecify.annotations.NullMarked;

/**
 * Doctors' calendars as pages: how each is doing, its connection, and what can be done about it.
 */
@NullMarked
package org.wardbell.api.dashboard.calendar;

import org.jspecify.annotations.NullMarked;

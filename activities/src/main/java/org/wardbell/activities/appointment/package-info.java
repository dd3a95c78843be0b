/**
 * Appointments and doctors: their stores, which mark in the same transaction the calendars to
 * write.
 */
@NullMarked
package org.wardbell.activities.appointment;

import org.jspecify.annotations.NullMarked;

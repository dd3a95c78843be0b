/**
 * Keeps appointments and doctors, and says in the same transaction what the calendars have to show.
 */
@NullMarked
package org.wardbell.activities.appointment;

import org.jspecify.annotations.NullMarked;

/** Appointments as pages: list, week, each with its history, and what can be done about it. */
@NullMarked
package org.wardbell.api.dashboard.appointment;

import org.jspecify.annotations.NullMarked;

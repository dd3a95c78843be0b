/** Appointments: their states, what a slot is, and who wins when both sides changed one. */
@NullMarked
package org.wardbell.workflows.appointment;

import org.jspecify.annotations.NullMarked;

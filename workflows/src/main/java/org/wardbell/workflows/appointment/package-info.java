/** Appointments: their statuses, their slots, and the merge of changes on both sides. */
@NullMarked
package org.wardbell.workflows.appointment;

import org.jspecify.annotations.NullMarked;

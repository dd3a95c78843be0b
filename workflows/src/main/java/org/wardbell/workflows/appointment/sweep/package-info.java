/** The sweep over appointments: what happens at their time. */
@NullMarked
package org.wardbell.workflows.appointment.sweep;

import org.jspecify.annotations.NullMarked;

/** The sweep over appointments: whose turn it is, and who keeps it alive. */
@NullMarked
package org.wardbell.activities.appointment.sweep;

import org.jspecify.annotations.NullMarked;

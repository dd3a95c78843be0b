/** Appointments over REST. */
@NullMarked
package org.wardbell.api.appointment;

import org.jspecify.annotations.NullMarked;

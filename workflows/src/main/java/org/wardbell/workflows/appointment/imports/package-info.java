/** Imports of appointments. */
@NullMarked
package org.wardbell.workflows.appointment.imports;

import org.jspecify.annotations.NullMarked;

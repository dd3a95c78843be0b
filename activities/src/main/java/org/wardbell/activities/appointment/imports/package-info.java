/** Imports of appointments: files of lines that are taken in by durable jobs. */
@NullMarked
package org.wardbell.activities.appointment.imports;

import org.jspecify.annotations.NullMarked;

/** The measurements of the database: its pools, its slow statements, and readings for gauges. */
@NullMarked
package org.wardbell.activities.database.meter;

import org.jspecify.annotations.NullMarked;

/** A doctor's connected calendar: its states, its workflow, and what that workflow may ask for. */
@NullMarked
package org.wardbell.workflows.calendar;

import org.jspecify.annotations.NullMarked;

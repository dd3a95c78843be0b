/** A doctor's connected calendar: its states, its workflow, and the workflow's activities. */
@NullMarked
package org.wardbell.workflows.calendar;

import org.jspecify.annotations.NullMarked;
